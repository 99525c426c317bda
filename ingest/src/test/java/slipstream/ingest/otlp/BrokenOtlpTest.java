package slipstream.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipstream.ingest.otlp.Exports.gauge;
import static slipstream.ingest.otlp.Exports.logs;
import static slipstream.ingest.otlp.Exports.metrics;
import static slipstream.ingest.otlp.Exports.number;
import static slipstream.ingest.otlp.Exports.point;
import static slipstream.ingest.otlp.Exports.span;
import static slipstream.ingest.otlp.Exports.text;
import static slipstream.ingest.otlp.Exports.traces;

import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipstream.contract.event.RejectedObservationException;

/** Bytes that no exporter sends: whatever they are, they are refused with a reason or read, and nothing else happens. */
class BrokenOtlpTest {
    private static final long SEED = 20_260_302;
    private static final int FLIPS = 3_000;

    @ParameterizedTest
    @EnumSource(OtlpSignal.class)
    void aCutExportIsRefusedOrRead(OtlpSignal signal) {
        byte[] whole = sample(signal);
        for (int length = 0; length < whole.length; length++) {
            tryToRead(signal, OtlpEncoding.PROTOBUF, Arrays.copyOf(whole, length), "cut to " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(OtlpSignal.class)
    void anExportWithFlippedBitsIsRefusedOrRead(OtlpSignal signal) {
        Random random = new Random(SEED);
        byte[] whole = sample(signal);
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            for (int bit = 0; bit <= i % 4; bit++) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            tryToRead(signal, OtlpEncoding.PROTOBUF, flipped, "seed " + SEED + ", flip " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(OtlpSignal.class)
    void randomBytesAreRefusedOrRead(OtlpSignal signal) {
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 2) {
                bytes[0] = 0x0A;
                bytes[1] = (byte) (bytes.length - 2 & 0x7F);
            }
            tryToRead(signal, OtlpEncoding.PROTOBUF, bytes, "seed " + SEED + ", random " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(OtlpSignal.class)
    void brokenJsonIsRefusedOrRead(OtlpSignal signal) throws IOException {
        byte[] whole = json(signal);
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] = (byte) "{}[]\":,0e-x".charAt(random.nextInt(11));
            tryToRead(signal, OtlpEncoding.JSON, flipped, "seed " + SEED + ", flip " + i);
            tryToRead(signal, OtlpEncoding.JSON, Arrays.copyOf(whole, random.nextInt(whole.length)), "cut " + i);
        }
    }

    @Test
    void unknownFieldsAreIgnored() throws RejectedObservationException {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .addField(901, UnknownFieldSet.Field.newBuilder().addFixed32(7).build())
                .build();
        byte[] export = traces(span().setUnknownFields(unknown)).toBuilder()
                .setUnknownFields(unknown)
                .build()
                .toByteArray();

        assertThat(Exports.protobuf(OtlpSignal.TRACES, export).accepted()).hasSize(1);
    }

    @Test
    void textIsNoExport() {
        assertThatThrownBy(() -> Exports.protobuf(OtlpSignal.LOGS, "hello, this is a line".getBytes(UTF_8)))
                .isInstanceOf(RejectedObservationException.class)
                .hasMessageStartingWith("not OTLP in protobuf: ");
    }

    @Test
    void valuesNestedVeryDeepEndSomewhere() throws RejectedObservationException {
        AnyValue value = AnyValue.newBuilder().setStringValue("bottom").build();
        for (int i = 0; i < 90; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(io.opentelemetry.proto.common.v1.ArrayValue.newBuilder()
                            .addValues(value))
                    .build();
        }
        byte[] export = logs(LogRecord.newBuilder()
                        .setTimeUnixNano(Exports.NOW_NANOS)
                        .setBody(value))
                .toByteArray();

        assertThat(Exports.protobuf(OtlpSignal.LOGS, export).accepted()).hasSize(1);
    }

    private static void tryToRead(OtlpSignal signal, OtlpEncoding encoding, byte[] bytes, String what) {
        try {
            RecordedItems items = Exports.read(Exports.decoder(signal, encoding), bytes);
            assertThat(items.count()).as(what).isLessThanOrEqualTo(bytes.length);
        } catch (RejectedObservationException e) {
            assertThat(e).as(what).hasMessageStartingWith("not OTLP");
        } catch (RuntimeException e) {
            throw new AssertionError(signal + " " + what, e);
        }
    }

    private static byte[] sample(OtlpSignal signal) {
        return switch (signal) {
            case TRACES ->
                traces(
                                span().addAttributes(number("http.response.status_code", 503)),
                                span().addAttributes(text("http.route", "/cart")))
                        .toByteArray();
            case LOGS ->
                logs(LogRecord.newBuilder()
                                .setTimeUnixNano(Exports.NOW_NANOS)
                                .setSeverityNumberValue(17)
                                .setBody(AnyValue.newBuilder().setStringValue("it broke"))
                                .addAttributes(text("thread", "main")))
                        .toByteArray();
            case METRICS ->
                metrics(
                                gauge("db.client.connections.usage", point(8, text("state", "used"))),
                                gauge("db.client.connections.max", point(10)))
                        .toByteArray();
        };
    }

    private static byte[] json(OtlpSignal signal) throws IOException {
        String name = signal.name().toLowerCase(java.util.Locale.ROOT) + ".json";
        try (InputStream in = BrokenOtlpTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
