package slipstream.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.ingest.otlp.Exports.logs;
import static slipstream.ingest.otlp.Exports.number;
import static slipstream.ingest.otlp.Exports.text;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.RejectedObservationException;

class LogReaderTest {
    @Test
    void aLogRecordIsKeptWithItsAttributes() throws RejectedObservationException {
        LogRecord log = read(logRecord(17, "stack trace follows")
                        .addAttributes(number("http.response.status_code", 503))
                        .addAttributes(text("thread", "main")))
                .only(LogRecord.class);

        assertThat(log.timeMillis()).isEqualTo(Exports.NOW.toEpochMilli());
        assertThat(log.service()).isEqualTo("shop");
        assertThat(log.level()).isEqualTo("ERROR");
        assertThat(log.message()).isEqualTo("stack trace follows");
        assertThat(log.attributes()).isEqualTo(Map.of("http.response.status_code", "503", "thread", "main"));
    }

    @ParameterizedTest
    @CsvSource({
        "1,TRACE",
        "4,TRACE",
        "5,DEBUG",
        "9,INFO",
        "16,WARN",
        "17,ERROR",
        "20,ERROR",
        "21,FATAL",
        "24,FATAL",
        "0,oops",
        "25,oops"
    })
    void fourNumbersAreOneLevel_andTheTextCountsWhenThereIsNone(int number, String level)
            throws RejectedObservationException {
        LogRecord log = read(logRecord(0, "x").setSeverityNumberValue(number).setSeverityText("oops"))
                .only(LogRecord.class);

        assertThat(log.level()).isEqualTo(level);
    }

    @Test
    void theTimeOfObservationStandsInForThatOfTheEvent() throws RejectedObservationException {
        LogRecord log = read(logRecord(9, "x")
                        .setTimeUnixNano(0)
                        .setObservedTimeUnixNano(Exports.NOW_NANOS - 5_000_000))
                .only(LogRecord.class);

        assertThat(log.timeMillis()).isEqualTo(Exports.NOW.toEpochMilli() - 5);
    }

    @Test
    void aBodyWithStructureIsWrittenAsJson() throws RejectedObservationException {
        AnyValue body = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder()
                        .addValues(text("what", "a \"quote\""))
                        .addValues(number("times", 3)))
                .build();
        AnyValue list = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder()
                        .addValues(AnyValue.newBuilder().setBoolValue(true))
                        .addValues(AnyValue.newBuilder().setDoubleValue(1.5))
                        .addValues(body))
                .build();

        assertThat(read(logRecord(9, "").setBody(list)).only(LogRecord.class).message())
                .isEqualTo("[true,1.5,{\"what\":\"a \\\"quote\\\"\",\"times\":3}]");
    }

    @Test
    void attributesBeyondSixtyFourAreCutAndCounted() throws RejectedObservationException {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        io.opentelemetry.proto.logs.v1.LogRecord.Builder log = logRecord(9, "x");
        for (int i = 0; i < 10_000; i++) {
            log.addAttributes(text("key" + i, "value"));
        }

        RecordedItems items = Exports.read(
                new OtlpDecoder(
                        OtlpSignal.LOGS,
                        OtlpEncoding.PROTOBUF,
                        OtlpSettings.standard(),
                        Exports.BOUNDS,
                        new CutCounter(metrics)),
                logs(log).toByteArray());

        assertThat(items.only(LogRecord.class).attributes()).hasSize(64);
        assertThat(metrics.get("slipstream.ingest.attributes.cut").counter().count())
                .isEqualTo(10_000 - 64);
    }

    @Test
    void aRecordWithoutAnyTimeIsRejected() throws RejectedObservationException {
        assertThat(read(logRecord(9, "x").setTimeUnixNano(0)).rejected()).containsExactly("missing_field timeUnixNano");
    }

    private static io.opentelemetry.proto.logs.v1.LogRecord.Builder logRecord(int severity, String body) {
        return io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                .setTimeUnixNano(Exports.NOW_NANOS)
                .setSeverityNumberValue(severity)
                .setBody(AnyValue.newBuilder().setStringValue(body));
    }

    private static RecordedItems read(io.opentelemetry.proto.logs.v1.LogRecord.Builder... records)
            throws RejectedObservationException {
        return Exports.protobuf(OtlpSignal.LOGS, logs(records).toByteArray());
    }
}
