package slipstream.contract.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;

/**
 * The JSON form of observations: one object to a line. A Kafka record carries one observation or many, newline-delimited;
 * unknown fields are ignored, so that an older reader understands a newer writer of the same version. Nothing is coerced or
 * guessed: a wrong type, a duplicate key, trailing text or anything but strict UTF-8 is refused.
 *
 * <p>Reading and writing stream through Jackson without an intermediate tree, because this is the hottest code of the
 * pipeline. Thread-safe.
 */
public final class ObservationCodec {
    /** Version of the format that is written; readers accept it and its absence. */
    public static final int VERSION = 1;

    /** The longest observation that is read. */
    public static final int MAX_OBSERVATION_BYTES = 256 * 1024;

    private static final int MAX_DETAIL_CHARS = 200;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from outside: they must not pile up in the JVM's table of interned strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(16 * 1024)
                    .maxNameLength(256)
                    .maxNumberLength(64)
                    .maxDocumentLength(MAX_OBSERVATION_BYTES)
                    .build())
            .build();

    private final TimeBounds bounds;
    private final Symbols symbols = new Symbols();

    /** @param bounds which event times are believed when reading */
    public ObservationCodec(TimeBounds bounds) {
        this.bounds = bounds;
    }

    /** What a reader does with each line of a record. */
    public interface Sink {
        void accepted(Observation observation);

        /**
         * @param index position of the line within the record, from 0
         * @param line the original bytes of the line
         */
        void rejected(int index, byte[] line, RejectedObservationException why);
    }

    /**
     * Reads every observation of a record; a bad one does not spoil its neighbours. Blank lines are skipped, but a record
     * without a single observation is rejected as a whole, so that nothing disappears without a trace.
     *
     * <p>What is in the form that {@link #write} gives is read without a parser and without being copied.
     *
     * @param value the value of a record, or null when it has none; it must not change afterwards
     * @return how many calls the sink got: accepted and rejected together, at least 1
     */
    public int readAll(byte[] value, Sink sink) {
        if (value == null) {
            sink.rejected(
                    0,
                    new byte[0],
                    new RejectedObservationException(RejectReason.NULL_VALUE, "", "the record has no value"));
            return 1;
        }
        return readAll(value, 0, value.length, sink);
    }

    /**
     * Reads every observation of a record that is a part of some bytes, which must not change afterwards.
     *
     * @return as {@link #readAll(byte[], Sink)}
     */
    public int readAll(byte[] bytes, int from, int to, Sink sink) {
        CompactReader compact = new CompactReader(bytes, to, symbols);
        int index = 0;
        int start = from;
        while (start < to) {
            Observation observation = compact.read(start, bounds);
            int end = observation == null ? endOfLine(bytes, start, to) : compact.end();
            if (observation != null) {
                sink.accepted(observation);
                index++;
            } else if (!isBlank(bytes, start, end)) {
                parse(bytes, start, end, index, sink);
                index++;
            }
            start = end + 1;
        }
        if (index == 0) {
            sink.rejected(0, Arrays.copyOfRange(bytes, from, to), undecodable("the record is empty"));
            return 1;
        }
        return index;
    }

    private void parse(byte[] value, int start, int end, int index, Sink sink) {
        Observation observation;
        try {
            observation = read(value, start, end - start);
        } catch (RejectedObservationException e) {
            sink.rejected(index, Arrays.copyOfRange(value, start, end), e);
            return;
        }
        sink.accepted(observation);
    }

    /**
     * Reads one observation. Its origin must be in the JSON.
     *
     * @throws RejectedObservationException with the reason, the field and what was found
     */
    public Observation read(byte[] json, int offset, int length) throws RejectedObservationException {
        return read(json, offset, length, null);
    }

    /**
     * Reads one observation; where the JSON names no source, it gets the given origin.
     *
     * @param fallback the origin of an observation that names none, or null when it must name one
     * @throws RejectedObservationException with the reason, the field and what was found
     */
    public Observation read(byte[] json, int offset, int length, Origin fallback) throws RejectedObservationException {
        if (length > MAX_OBSERVATION_BYTES) {
            throw new RejectedObservationException(
                    RejectReason.TOO_LARGE,
                    "",
                    "the observation has " + length + " bytes, at most " + MAX_OBSERVATION_BYTES + " are read");
        }
        if (!StrictUtf8.isText(json, offset, length)) {
            throw undecodable("the bytes are not UTF-8 text");
        }
        if (beginsWithByteOrderMark(json, offset, length)) {
            throw undecodable("it begins with a byte order mark");
        }
        ObservationFields fields = new ObservationFields();
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            fields.readFrom(parser);
            if (parser.nextToken() != null) {
                throw undecodable("there is more after the end of the object");
            }
        } catch (IOException e) {
            throw undecodable(firstLine(e));
        }
        return fields.toObservation(bounds, fallback);
    }

    /** Writes observations newline-delimited, as the value of one record. */
    public static byte[] write(Collection<? extends Observation> observations) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * observations.size());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setRootValueSeparator(new SerializedString("\n"));
            for (Observation observation : observations) {
                ObservationWriter.write(json, observation);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    static RejectedObservationException undecodable(String detail) {
        return new RejectedObservationException(RejectReason.UNDECODABLE, "", "not an observation in JSON: " + detail);
    }

    private static String firstLine(IOException e) {
        String message =
                e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        int newline = message.indexOf('\n');
        return ObservationRules.cut(newline < 0 ? message : message.substring(0, newline), MAX_DETAIL_CHARS);
    }

    private static boolean beginsWithByteOrderMark(byte[] json, int offset, int length) {
        return length >= 3
                && json[offset] == (byte) 0xEF
                && json[offset + 1] == (byte) 0xBB
                && json[offset + 2] == (byte) 0xBF;
    }

    private static int endOfLine(byte[] value, int start, int to) {
        for (int i = start; i < to; i++) {
            if (value[i] == '\n') {
                return i;
            }
        }
        return to;
    }

    private static boolean isBlank(byte[] value, int start, int end) {
        for (int i = start; i < end; i++) {
            if (value[i] != ' ' && value[i] != '\r' && value[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
