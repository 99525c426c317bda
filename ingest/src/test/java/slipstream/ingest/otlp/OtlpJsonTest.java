package slipstream.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;

/** The golden files hold an export as it is sent, and the observations that it becomes. */
class OtlpJsonTest {
    @ParameterizedTest
    @CsvSource({"TRACES,traces", "LOGS,logs", "METRICS,metrics"})
    void aGoldenExportBecomesGoldenObservations(OtlpSignal signal, String file)
            throws IOException, RejectedObservationException {
        RecordedItems items = read(signal, file(file + ".json"));

        assertThat(new String(ObservationCodec.write(items.accepted()), UTF_8).strip())
                .isEqualTo(file(file + ".observations").strip());
    }

    @Test
    void aRejectedItemIsGivenBackAsItWasSent() throws RejectedObservationException {
        String bad = "{\"kind\":2,  \"name\":\"broken\"}";
        RecordedItems items = read(
                OtlpSignal.TRACES,
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":1}," + bad + ",{\"kind\":3}]}]}]}");

        assertThat(items.items()).containsExactly(bad);
        assertThat(items.dropped()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"resourceSpans\":[",
                "{\"resourceSpans\":[]} {}",
                "{\"resourceSpans\":{\"scopeSpans\":7}}",
                "{\"resourceSpans\":[1]}",
                "{\"resourceSpans\":[[]]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"SPAN_KIND_SERVER\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"endTimeUnixNano\":\"1e9\"}]}]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}",
                "{\"resourceSpans\":[],\"resourceSpans\":[]}",
            })
    void whatIsNoExportOfTracesIsRefusedAsAWhole(String json) {
        assertThatThrownBy(() -> read(OtlpSignal.TRACES, json))
                .isInstanceOf(RejectedObservationException.class)
                .hasMessageStartingWith("not OTLP in JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ }", "{\"resourceSpans\":[]}"})
    void anExportOfNothingIsTaken(String json) throws RejectedObservationException {
        assertThat(read(OtlpSignal.TRACES, json).count()).isZero();
    }

    private static RecordedItems read(OtlpSignal signal, String json) throws RejectedObservationException {
        return Exports.read(Exports.decoder(signal, OtlpEncoding.JSON), json.getBytes(UTF_8));
    }

    private static String file(String name) throws IOException {
        try (InputStream in = OtlpJsonTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
