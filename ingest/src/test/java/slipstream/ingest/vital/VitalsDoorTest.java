package slipstream.ingest.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.event.VitalSample;
import slipstream.ingest.receive.Doors;

class VitalsDoorTest {
    private static final String PATH = "/ingest/vitals";
    private static final String ORIGIN = "https://shop.example";
    private static final String SETTINGS =
            "vitals: {service: shop, origins: [\"https://shop.example\"], region_header: CF-IPCountry, beacons_per_second: 20}";

    @TempDir
    private Path folder;

    @AutoClose
    private Doors doors;

    @BeforeEach
    void open() {
        doors = Doors.open(folder, SETTINGS);
    }

    private HttpResponse<String> beacon(String body) {
        return doors.post(PATH, body, "Origin", ORIGIN, "Content-Type", "text/plain;charset=UTF-8");
    }

    @Test
    void beaconOfTheUsualLibraryBecomesASample_ofThePageAndTheRegion() {
        HttpResponse<String> answer = doors.post(
                PATH,
                "{\"name\":\"LCP\",\"value\":2500.5,\"rating\":\"needs-improvement\",\"id\":\"v4-1\",\"navigationType\":\"navigate\","
                        + "\"page\":\"https://shop.example/users/123?token=x#top\"}",
                "Origin",
                ORIGIN,
                "Content-Type",
                "text/plain;charset=UTF-8",
                "CF-IPCountry",
                "DE");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        VitalSample sample = (VitalSample) doors.observations().get(0);
        assertThat(sample.service()).isEqualTo("shop");
        assertThat(sample.name()).isEqualTo("LCP");
        assertThat(sample.value()).isEqualTo(2500.5);
        assertThat(sample.route()).isEqualTo("/users/:id");
        assertThat(sample.timeMillis()).isEqualTo(Doors.T0.millis());
        assertThat(sample.attributes())
                .isEqualTo(Map.of("region", "DE", "rating", "needs-improvement", "navigation", "navigate"));
    }

    @Test
    void severalVitalsOfOnePageComeInOneObject() {
        HttpResponse<String> answer = beacon(
                "{\"page\":\"/\",\"region\":\"eu-west\",\"LCP\":2400,\"CLS\":0.05,\"INP\":180,\"FCP\":900,\"TTFB\":120,\"load\":3100}");

        assertThat(answer.body()).contains("\"accepted\":6");
        assertThat(doors.observations())
                .extracting(o -> ((VitalSample) o).name())
                .containsExactly("CLS", "FCP", "INP", "LCP", "TTFB", "load");
        assertThat(doors.observations())
                .allSatisfy(o -> assertThat(o.attributes()).containsEntry("region", "eu-west"));
    }

    @Test
    void regionThatIsNoShortWordIsLeftOut_becauseAnybodyCanSendIt() {
        beacon("{\"name\":\"LCP\",\"value\":1,\"region\":\"<script>alert(1)</script>\"}");

        assertThat(doors.observations().get(0).attributes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'LCQ','value':1}      | name_not_allowed",
                "{'name':'LCP','value':-1}     | value_out_of_range",
                "{'name':'LCP','value':'NaN'}  | value_out_of_range",
                "{'name':'LCP','value':1e9}    | value_out_of_range",
                "{'name':'CLS','value':101}    | value_out_of_range",
                "{'page':'/'}                  | missing_field",
            })
    void badVitalIsADeadLetter(String body, String code) {
        HttpResponse<String> answer = beacon(body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"" + code + "\"");
        assertThat(doors.sink().letters()).hasSize(1);
    }

    @Test
    void pagesOfOtherSitesMayNotSend() {
        String body = "{\"name\":\"LCP\",\"value\":1}";

        HttpResponse<String> answer =
                doors.post(PATH, body, "Origin", "https://evil.example", "Content-Type", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"origin_not_allowed\"");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(doors.post(PATH, body, "Content-Type", "text/plain").statusCode())
                .isEqualTo(403);
        assertThat(doors.observations()).isEmpty();
    }

    @Test
    void browserMayAskBeforeItSends() {
        HttpResponse<String> ours = doors.send("OPTIONS", PATH, new byte[0], "Origin", ORIGIN);
        HttpResponse<String> others = doors.send("OPTIONS", PATH, new byte[0], "Origin", "https://evil.example");

        assertThat(ours.statusCode()).isEqualTo(204);
        assertThat(ours.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(ours.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
        assertThat(others.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void longBeaconIsRefused() {
        HttpResponse<String> answer = beacon(" ".repeat(64 * 1024) + "{}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"limit\":65536");
    }

    @Test
    @Timeout(60)
    void moreBeaconsThanAreTakenAreTurnedAway() {
        HttpResponse<String> answer = beacon("{\"name\":\"LCP\",\"value\":1}");
        int taken = 0;
        while (answer.statusCode() == 200) {
            taken++;
            answer = beacon("{\"name\":\"LCP\",\"value\":1}");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(doors.observations()).hasSize(taken).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{origins: ['https://a.example']}                          | vitals.service: is required",
                "{service: shop}                                           | vitals.origins: must name at least one site",
                "{service: shop, origins: ['https://a.example/']}          | is not an origin",
                "{service: shop, origins: ['*']}                           | is not an origin",
                "{service: a b, origins: ['https://a.example']}            | vitals.service: service 'a b' must have",
                "{service: s, origins: ['https://a.example'], endpoint: x} | vitals.endpoint: must be a path",
            })
    void mistakesInTheSettingsAreNamed(String section, String problem) {
        Problems problems = new Problems();

        long read = VitalsSettings.read(Doors.fields(folder, "vitals: " + section, problems), folder)
                .count();

        assertThat(read).isZero();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains(problem));
    }
}
