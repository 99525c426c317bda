package slipstream.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.otlp.CutCounter;
import slipstream.ingest.otlp.OtlpDecoder;
import slipstream.ingest.otlp.OtlpEncoding;
import slipstream.ingest.otlp.OtlpSignal;
import slipstream.ingest.otlp.SignalGuess;
import slipstream.ingest.payload.ItemSink;

/** Finds out what a record is, and reads it. Each record is looked at for itself: a topic may mix whatever it likes. Not thread-safe. */
final class RecordDecoder {
    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNameLength(1024)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A magic byte and the schema's number (Confluent wire format). */
    private static final int REGISTRY_PREFIX_BYTES = 5;

    private static final byte LENGTH_DELIMITED_FIELD_1 = 0x0A;

    private final TopicSettings settings;
    private final ObservationCodec codec;
    private final Map<OtlpSignal, OtlpDecoder> protobuf = new EnumMap<>(OtlpSignal.class);
    private final Map<OtlpSignal, OtlpDecoder> json = new EnumMap<>(OtlpSignal.class);
    private final TextEvents text;
    private final JsonEvents events;
    private final AlertEvents alerts;
    private final CloudEvents cloudEvents;

    RecordDecoder(TopicSettings settings, TimeBounds bounds, CutCounter cuts) {
        this.settings = settings;
        this.codec = new ObservationCodec(bounds);
        for (OtlpSignal signal : OtlpSignal.values()) {
            protobuf.put(signal, new OtlpDecoder(signal, OtlpEncoding.PROTOBUF, settings.otlp(), bounds, cuts));
            json.put(signal, new OtlpDecoder(signal, OtlpEncoding.JSON, settings.otlp(), bounds, cuts));
        }
        this.text = new TextEvents(settings.format(), settings.labels(), bounds);
        this.events = new JsonEvents(text, bounds);
        this.alerts = new AlertEvents(bounds);
        this.cloudEvents = new CloudEvents(this, text);
    }

    /**
     * Reads a record.
     *
     * @throws RejectedObservationException when nothing can be made of it; what was handed to {@code items} before is then to be forgotten
     */
    RecordForm decode(TopicRecord record, ItemSink items) throws RejectedObservationException {
        if (CloudEvents.isBinary(record)) {
            return cloudEvents.readBinary(record, items);
        }
        byte[] value = record.value();
        if (value == null) {
            throw new RejectedObservationException(RejectReason.NULL_VALUE, "", "the record has no value");
        }
        return switch (settings.encoding(record.topic())) {
            case AUTO -> detect(record, items);
            case OTLP_PROTO -> protobuf(record, signal(record), items);
            case OTLP_JSON -> {
                json.get(signal(record)).decode(value, 0, value.length, items);
                yield RecordForm.OTLP_JSON;
            }
            case TEXT -> text(record, items);
        };
    }

    private OtlpSignal signal(TopicRecord record) {
        return settings.signal(record.topic())
                .or(() -> SignalGuess.of(record.value(), 0, record.value().length))
                .orElse(OtlpSignal.TRACES);
    }

    /** As {@link #decode}, for what lies within a CloudEvent. */
    RecordForm detect(TopicRecord record, ItemSink items) throws RejectedObservationException {
        byte[] value = record.value();
        int start = firstThatCounts(value);
        if (start == value.length) {
            items.drop("blank_record");
            return RecordForm.EMPTY;
        }
        if (value[0] == 0 && value.length >= REGISTRY_PREFIX_BYTES) {
            throw undecodable(
                    "it is in the format of a schema registry, which is needed to read it; write JSON instead");
        }
        Optional<OtlpSignal> signal =
                value[0] == LENGTH_DELIMITED_FIELD_1 ? SignalGuess.of(value, 0, value.length) : Optional.empty();
        if (signal.isPresent()) {
            return protobuf(record, settings.signal(record.topic()).orElse(signal.get()), items);
        }
        if (value[start] == '{' || value[start] == '[') {
            Optional<JsonNode> tree = tree(value, start);
            if (tree.isPresent()) {
                return json(record, tree.get(), start, items);
            }
        }
        return text(record, items);
    }

    private RecordForm protobuf(TopicRecord record, OtlpSignal signal, ItemSink items)
            throws RejectedObservationException {
        protobuf.get(signal).decode(record.value(), 0, record.value().length, items);
        return RecordForm.OTLP_PROTOBUF;
    }

    private RecordForm json(TopicRecord record, JsonNode tree, int start, ItemSink items)
            throws RejectedObservationException {
        if (tree.isArray()) {
            return array(record, tree, items);
        }
        for (OtlpSignal signal : OtlpSignal.values()) {
            if (tree.has(signal.jsonKey())) {
                json.get(signal).decode(record.value(), start, record.value().length, items);
                return RecordForm.OTLP_JSON;
            }
        }
        return CloudEvents.isStructured(record, tree)
                ? cloudEvents.readStructured(record, tree, items)
                : object(record, tree, items);
    }

    private RecordForm array(TopicRecord record, JsonNode array, ItemSink items) throws RejectedObservationException {
        RecordForm form = RecordForm.EMPTY;
        for (JsonNode item : array) {
            try {
                form = object(record, item, items);
            } catch (RejectedObservationException e) {
                items.reject(e, item.toString().getBytes(UTF_8));
            }
        }
        if (form == RecordForm.EMPTY && array.isEmpty()) {
            items.drop("blank_record");
        }
        return form;
    }

    RecordForm object(TopicRecord record, JsonNode object, ItemSink items) throws RejectedObservationException {
        long time = record.timestampMillis();
        String service = settings.service(record.topic());
        if (AlertEvents.isAlert(object)) {
            alerts.read(object, time, service, items);
            return RecordForm.ALERTS;
        }
        if (object.path("version").asText().equals("4") && object.path("alerts").isArray()) {
            alerts.readWebhook(object, time, service, items);
            return RecordForm.ALERT_WEBHOOK;
        }
        if (object.path("data").isObject()
                && object.has("instance")
                && object.path("@timestamp").isTextual()) {
            alerts.readRecorded(object, time, service, items);
            return RecordForm.ALERT_RECORDER;
        }
        if (isObservation(object)) {
            byte[] bytes = object.toString().getBytes(UTF_8);
            items.accept(codec.read(bytes, 0, bytes.length, items.nextOrigin()));
            return RecordForm.OBSERVATION;
        }
        events.read(object, time, service, items);
        if (object.has("source_type")) {
            return RecordForm.VECTOR;
        }
        return object.has("@timestamp") ? RecordForm.FLUENT_BIT : RecordForm.JSON;
    }

    /** Whether an object says itself what it is. */
    static boolean isKnown(JsonNode tree) {
        return isObservation(tree)
                || AlertEvents.isAlert(tree)
                || tree.has("source_type")
                || tree.path("@timestamp").isNumber()
                || Arrays.stream(OtlpSignal.values()).anyMatch(signal -> tree.has(signal.jsonKey()));
    }

    /** The service of what names none. */
    String service(String topic) {
        return settings.service(topic);
    }

    /** Our own form: its time is a number of milliseconds, and it says what it is or has what a request has. */
    private static boolean isObservation(JsonNode object) {
        return object.path("time").isIntegralNumber()
                && object.path("service").isTextual()
                && (object.path("type").isTextual() || object.has("status") || object.has("latencyMillis"));
    }

    private RecordForm text(TopicRecord record, ItemSink items) throws RejectedObservationException {
        byte[] value = record.value();
        if (!isText(value)) {
            throw undecodable("it is neither OTLP nor text in UTF-8");
        }
        TextEvents.Envelope envelope =
                new TextEvents.Envelope(record.timestampMillis(), settings.service(record.topic()), "", Map.of());
        int from = hasByteOrderMark(value) ? 3 : 0;
        int count = 0;
        while (from < value.length) {
            int end = endOfLine(value, from);
            int textEnd = end > from && value[end - 1] == '\r' ? end - 1 : end;
            if (textEnd > from) {
                readLine(value, from, textEnd, envelope, items);
                count++;
            }
            from = end + 1;
        }
        if (count == 0) {
            items.drop("blank_record");
        }
        return RecordForm.TEXT;
    }

    private void readLine(byte[] value, int from, int to, TextEvents.Envelope envelope, ItemSink items) {
        try {
            text.read(value, from, to, envelope, items);
        } catch (RejectedObservationException e) {
            items.reject(e, Arrays.copyOfRange(value, from, to));
        }
    }

    static Optional<JsonNode> tree(byte[] value, int start) {
        try {
            return Optional.of(JSON.readTree(value, start, value.length - start))
                    .filter(JsonNode::isContainerNode);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int firstThatCounts(byte[] value) {
        int at = hasByteOrderMark(value) ? 3 : 0;
        while (at < value.length && (value[at] == ' ' || value[at] == '\t' || value[at] == '\n' || value[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static boolean hasByteOrderMark(byte[] value) {
        return value.length >= 3 && value[0] == (byte) 0xEF && value[1] == (byte) 0xBB && value[2] == (byte) 0xBF;
    }

    private static int endOfLine(byte[] value, int from) {
        int at = from;
        while (at < value.length && value[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isText(byte[] value) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            return false;
        }
        for (byte each : value) {
            if (each == 0) {
                return false;
            }
        }
        return true;
    }

    private static RejectedObservationException undecodable(String why) {
        return new RejectedObservationException(RejectReason.UNDECODABLE, "", why);
    }
}
