package slipstream.ingest.netlify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.ingest.receive.Doors;

class NetlifyDoorTest {
    private static final String PATH = "/ingest/netlify";
    private static final String SECRET = "Basic bmV0bGlmeTpkcmFpbg==";
    private static final String TRAFFIC =
            "{\"log_type\":\"traffic\",\"timestamp\":1767225600000,\"status_code\":503,\"duration\":31.5,"
                    + "\"method\":\"GET\",\"url\":\"https://shop.example/cart?id=1\",\"client_ip\":\"192.0.2.1\",\"user_agent\":\"x\","
                    + "\"country\":\"DE\",\"request_id\":\"01H\"}";
    private static final String REPORT = "{\"log_type\":\"functions\",\"ts\":1767225600000,\"function_name\":\"sync\","
            + "\"message\":\"Duration: 1805 ms\\tMemory Usage: 140 MB\"}";
    private static final String LINE = "{\"log_type\":\"functions\",\"ts\":1767225600000,\"function_name\":\"sync\","
            + "\"level\":\"error\",\"message\":\"boom\"}";

    @TempDir
    private Path folder;

    @AutoClose
    private Doors doors;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("drain"), SECRET + "\n");
        doors = Doors.open(folder, "netlify: {authorization_file: drain, labels: {service: shop, team: web}}");
    }

    private HttpResponse<String> drain(String body) {
        return doors.post(PATH, body, "Authorization", SECRET, "Content-Type", "application/json");
    }

    @Test
    void trafficBecomesARequest_withoutWhoAskedIt() {
        HttpResponse<String> answer = drain(TRAFFIC);

        assertThat(answer.statusCode()).isEqualTo(200);
        RequestObservation request = (RequestObservation) doors.observations().get(0);
        assertThat(request.service()).isEqualTo("shop");
        assertThat(request.route()).isEqualTo("/cart");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.status()).isEqualTo(503);
        assertThat(request.latencyMillis()).isEqualTo(31.5);
        assertThat(request.attributes())
                .containsEntry("team", "web")
                .containsEntry("country", "DE")
                .doesNotContainValue("192.0.2.1")
                .doesNotContainKey("user_agent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%1$s,%2$s,%3$s]",
                " [ %1$s ,\n %2$s, %3$s ]\n",
                "%1$s\n%2$s\n%3$s",
                "%1$s\r\n\r\n%2$s\r\n%3$s\r\n",
            })
    void batchMayBeAnArrayOrLines(String shape) {
        HttpResponse<String> answer = drain(shape.formatted(TRAFFIC, REPORT, LINE));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(doors.observations())
                .extracting(o -> o.getClass().getSimpleName())
                .containsExactly("RequestObservation", "RequestObservation", "ResourceSample", "LogRecord");
        assertThat(doors.observations())
                .extracting(o -> o.origin().sequence())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void reportOfAFunctionIsARequestAndItsMemory() {
        drain(REPORT);

        RequestObservation invocation =
                (RequestObservation) doors.observations().get(0);
        assertThat(invocation.latencyMillis()).isEqualTo(1805);
        assertThat(invocation.attributes()).containsEntry("function", "sync");
        assertThat(((ResourceSample) doors.observations().get(1)).value()).isEqualTo(140);
    }

    @Test
    void lineOfAFunctionIsALogRecord() {
        drain(LINE);

        LogRecord line = (LogRecord) doors.observations().get(0);
        assertThat(line.level()).isEqualTo("ERROR");
        assertThat(line.message()).isEqualTo("boom");
        assertThat(line.attributes()).containsEntry("function", "sync");
    }

    @Test
    void deployThatEndedIsAChange_andOneThatHasNotIsLeftOut() {
        HttpResponse<String> answer = drain(
                "[{\"log_type\":\"deploys\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"deploy_id\":\"d1\",\"state\":\"ready\"},"
                        + "{\"log_type\":\"deploys\",\"timestamp\":\"2026-01-01T00:00:01Z\",\"deploy_id\":\"d2\",\"state\":\"error\"},"
                        + "{\"log_type\":\"deploys\",\"timestamp\":\"2026-01-01T00:00:02Z\",\"deploy_id\":\"d3\",\"state\":\"building\"}]");

        assertThat(answer.body()).contains("\"accepted\":2", "\"dropped\":1");
        assertThat(doors.observations())
                .extracting(o -> ((ChangeEvent) o).version())
                .containsExactly("d1", "d2");
        assertThat(doors.observations())
                .extracting(o -> ((ChangeEvent) o).outcome())
                .containsExactly(ChangeOutcome.SUCCESS, ChangeOutcome.FAILURE);
        assertThat(doors.sink().drops()).containsExactly("deploy_not_ended");
    }

    @Test
    void lineOfTheFirewallHasAPatternToCountItBy() {
        drain(
                "{\"log_type\":\"waf\",\"timestamp\":1767225600,\"action\":\"block\",\"rule_id\":\"941100\",\"path\":\"/admin?x=1\"}");

        LogRecord line = (LogRecord) doors.observations().get(0);
        assertThat(line.pattern()).isEqualTo("waf");
        assertThat(line.message()).isEqualTo("block 941100 /admin");
    }

    @Test
    void typeIsToldByTheFields_whereItIsNotNamed() {
        drain(TRAFFIC.replace("\"log_type\":\"traffic\",", "") + "\n"
                + LINE.replace("\"log_type\":\"functions\",", ""));

        assertThat(doors.observations())
                .extracting(o -> o.getClass().getSimpleName())
                .containsExactly("RequestObservation", "LogRecord");
    }

    @Test
    void badItemIsADeadLetter_andSpoilsNoOther() {
        HttpResponse<String> answer = drain("[" + TRAFFIC + ",{\"log_type\":\"traffic\"},{\"log_type\":\"dns\"},7]");

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body())
                .contains("\"accepted\":1", "\"dead\":3", "missing_field", "unknown_type", "undecodable");
        assertThat(doors.sink().letters()).hasSize(3);
    }

    @Test
    void otherAuthorizationIsRefused() {
        assertThat(doors.post(PATH, TRAFFIC, "Content-Type", "application/json").statusCode())
                .isEqualTo(401);
        assertThat(doors.post(PATH, TRAFFIC, "Authorization", SECRET + "x").statusCode())
                .isEqualTo(401);
        assertThat(doors.observations()).isEmpty();
    }
}
