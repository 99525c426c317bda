package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;

/** Row A8: the logs of functions, by Lambda and by Netlify, become invocations with duration, memory, errors and cold starts. */
class FunctionLogsTest {
    private static final String ID = "11111111-2222-3333-4444-555555555555";
    private static final String TIME = "2026-01-02T03:04:05.678Z\t";

    private final ReadLines lambda = ReadLines.of("lambda");
    private final ReadLines netlify = ReadLines.of("netlify");

    @ParameterizedTest
    @ValueSource(strings = {"\t", " ", "  \t"})
    void aReportIsAnInvocationAndItsMemory_withTabsOrBlanks(String between) throws Exception {
        List<Observation> told = lambda.read(TIME
                + String.join(
                        between,
                        "REPORT RequestId: " + ID,
                        "Duration: 2547.91 ms",
                        "Billed Duration: 2548 ms",
                        "Memory Size: 128 MB",
                        "Max Memory Used: 88 MB",
                        "Init Duration: 299.85 ms",
                        ""));

        RequestObservation invocation = (RequestObservation) told.get(0);
        ResourceSample memory = (ResourceSample) told.get(1);
        assertThat(ReadLines.time(invocation)).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(invocation.status()).isEqualTo(200);
        assertThat(invocation.latencyMillis()).isEqualTo(2547.91);
        assertThat(invocation.attributes())
                .isEqualTo(Map.of(
                        "requestId", ID,
                        "coldStart", "true",
                        "memorySizeMB", "128",
                        "maxMemoryUsedMB", "88",
                        "billedDurationMs", "2548",
                        "initDurationMs", "299.85"));
        assertThat(memory.resource()).isEqualTo("memory");
        assertThat(memory.value()).isEqualTo(88);
        assertThat(memory.limit()).isEqualTo(128);
        assertThat(memory.origin().sequence()).isEqualTo(invocation.origin().sequence() + 1);
    }

    @Test
    void anInvocationThatWasCutOffIsAnError() throws Exception {
        RequestObservation byStatus = lambda.request(
                TIME + "REPORT RequestId: " + ID + "\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tStatus: timeout");
        RequestObservation byTime =
                lambda.request(TIME + "REPORT RequestId: b\tDuration: 3003.17 ms\tBilled Duration: 3000 ms");

        assertThat(byStatus.status()).isEqualTo(500);
        assertThat(byTime.status()).isEqualTo(500);
    }

    @Test
    void aTimeoutInALineOfItsOwnMakesItsInvocationAnError() throws Exception {
        LogRecord line = lambda.log(TIME + ID + " Task timed out after 3.00 seconds");
        RequestObservation report =
                lambda.request(TIME + "REPORT RequestId: " + ID + "\tDuration: 3000.00 ms\tBilled Duration: 3000 ms");

        assertThat(line.level()).isEqualTo("ERROR");
        assertThat(report.status()).isEqualTo(500);
    }

    @Test
    void aTimeoutAfterAReportThatLookedGoodIsAnErrorOfItsOwn() throws Exception {
        String report = "REPORT RequestId: " + ID + "\tDuration: 3000.00 ms\tBilled Duration: 3000 ms";

        assertThat(lambda.request(TIME + report).status()).isEqualTo(200);
        List<Observation> told = lambda.read(TIME + ID + " Task timed out after 3.00 seconds");

        assertThat(told).hasSize(2);
        assertThat(told.get(0).status()).isEqualTo(500);
        assertThat(told.get(0).latencyMillis()).isEqualTo(3000);
    }

    @Test
    void anErrorOfTheHandlerMakesItsInvocationAnError() throws Exception {
        lambda.read(TIME + ID + "\tERROR\tInvoke Error \t{\"errorType\":\"Error\"}");

        assertThat(lambda.request(TIME + "REPORT RequestId: " + ID + "\tDuration: 3 ms\tBilled Duration: 3 ms")
                        .status())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "START RequestId: 11111111-2222-3333-4444-555555555555 Version: $LATEST",
                "END RequestId: 11111111-2222-3333-4444-555555555555",
                "XRAY TraceId: 1-5f\tSegmentId: 3e\tSampled: true",
                "{\"time\":\"2026-01-02T03:04:05Z\",\"type\":\"platform.start\",\"record\":{\"requestId\":\"a\"}}"
            })
    void whatThePlatformSaysBesidesIsNotCounted(String line) throws Exception {
        assertThat(lambda.read(line)).isEmpty();
    }

    @Test
    void otherLinesAreRecordsWithTheirLevel() throws Exception {
        LogRecord record = lambda.log(TIME + ID + "\tWARN\tcache is cold");

        assertThat(record.level()).isEqualTo("WARN");
        assertThat(record.message()).isEqualTo("cache is cold");
        assertThat(record.attributes()).containsEntry("requestId", ID);
    }

    @Test
    void aReportAsJsonSaysTheSame() throws Exception {
        List<Observation> told =
                lambda.read("{\"time\":\"2026-01-02T03:04:05.766Z\",\"type\":\"platform.report\",\"record\":"
                        + "{\"requestId\":\"a\",\"metrics\":{\"durationMs\":2599.4,\"billedDurationMs\":2600,\"memorySizeMB\":128,"
                        + "\"maxMemoryUsedMB\":94,\"initDurationMs\":549.04},\"status\":\"timeout\"}}");

        assertThat(told.get(0).status()).isEqualTo(500);
        assertThat(told.get(0).latencyMillis()).isEqualTo(2599.4);
        assertThat(told.get(0).attributes()).containsEntry("coldStart", "true");
        assertThat(told.get(1).value()).isEqualTo(94);
    }

    @Test
    void aReportWithoutAnyTimeIsNotGivenOne() {
        assertThatThrownBy(() -> lambda.read("REPORT RequestId: a\tDuration: 3 ms\tBilled Duration: 3 ms"))
                .isInstanceOf(RejectedObservationException.class)
                .hasMessage("neither the line nor one before it begins with a time");
    }

    @Test
    void aReportOfNetlifyIsAnInvocationOfItsFunction() throws Exception {
        List<Observation> told = netlify.read(
                "{\"source\":\"function\",\"name\":\"sync-jobs\",\"timestamp\":"
                        + "\"2026-01-02T03:04:05.000Z\",\"level\":\"info\",\"message\":\"Duration: 1805 ms\\tMemory Usage: 140 MB\"}");

        assertThat(told.get(0).status()).isEqualTo(200);
        assertThat(told.get(0).latencyMillis()).isEqualTo(1805);
        assertThat(told.get(0).attributes())
                .containsEntry("function", "sync-jobs")
                .containsEntry("coldStart", "false");
        assertThat(told.get(1)).isInstanceOf(ResourceSample.class);
        assertThat(told.get(1).value()).isEqualTo(140);
        assertThat(told.get(1).limit()).isNaN();
        assertThat(told.get(1).attributes()).containsEntry("function", "sync-jobs");
    }

    @Test
    void otherMessagesOfNetlifyAreRecordsWithTheirLevel() throws Exception {
        LogRecord record = netlify.log("{\"source\":\"function\",\"name\":\"sync-jobs\",\"timestamp\":"
                + "\"2026-01-02T03:04:05.000Z\",\"level\":\"error\",\"message\":\"auth_failure for 192.0.2.1\"}");

        assertThat(record.level()).isEqualTo("ERROR");
        assertThat(record.message()).isEqualTo("auth_failure for 192.0.2.1");
    }
}
