package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.ManualClock;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

class AlertsApiTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, clock);
    private final TestServer server = new TestServer(desk, clock);
    private final Api api = server.api();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void postedAlertIsAnAlertEvent() {
        HttpResponse<String> answer = api.post("/api/v2/alerts", """
                [{"labels": {"alertname": "Slow", "service": "shop", "severity": "page", "slo": "shop-speed", "unset": ""},
                  "annotations": {"summary": "slow", "empty": ""},
                  "startsAt": "2026-01-31T12:59:00+01:00", "endsAt": "2026-01-31T12:04:00Z",
                  "generatorURL": "http://prometheus/graph?g0.expr=1"}]
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        AlertEvent posted = desk.posted().get(0);
        assertThat(posted.status()).isEqualTo(AlertState.FIRING);
        assertThat(posted.labels()).containsOnlyKeys("alertname", "service", "severity", "slo");
        assertThat(posted.annotations()).containsEntry("empty", "");
        assertThat(posted.startsAt()).isEqualTo(T0.minusSeconds(60));
        assertThat(posted.endsAt()).contains(T0.plusSeconds(240));
        assertThat(posted.slo()).isEqualTo("shop-speed");
        assertThat(posted.service()).isEqualTo("shop");
        assertThat(posted.severity()).isEqualTo("page");
        assertThat(posted.evaluatedAt()).isEqualTo(T0);
    }

    @Test
    void alertWithoutTimesBeginsNowAndEndsAfterTheResolveTimeout() {
        api.post("/api/v2/alerts", "[{\"labels\": {\"a\": \"1\"}, \"startsAt\": \"0001-01-01T00:00:00Z\"}]");

        assertThat(desk.posted().get(0).startsAt()).isEqualTo(T0);
        assertThat(desk.posted().get(0).endsAt()).contains(T0.plus(Duration.ofMinutes(5)));
    }

    @Test
    void alertWithAnEndAloneBeganThere() {
        api.post("/api/v2/alerts", "[{\"labels\": {\"a\": \"1\"}, \"endsAt\": \"2026-01-31T11:00:00Z\"}]");

        assertThat(desk.posted().get(0).status()).isEqualTo(AlertState.RESOLVED);
        assertThat(desk.posted().get(0).startsAt()).isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
    }

    @Test
    void validAlertsOfAMixedBatchAreTaken() {
        HttpResponse<String> answer = api.post("/api/v2/alerts", """
                [{"labels": {"a": "1"}}, {"labels": {"b": ""}}, {"labels": {"c": "3"},
                  "startsAt": "2026-01-02T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z"}, {"labels": {"d": "4"}}]
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Api.tree(answer).textValue())
                .isEqualTo("at least one label pair required; start time must be before end time");
        assertThat(desk.posted()).extracting(AlertEvent::labels).hasToString("[{a=1}, {d=4}]");
    }

    @Test
    void listIsSortedByFingerprintAndShowsWhoIsTold() {
        api.post("/api/v2/alerts", SHOP_ALERTS);

        assertThat(api.get("/api/v2/alerts").body()).isEqualTo("""
                        [{"annotations":{},"endsAt":"2026-01-31T12:05:00.000Z","fingerprint":"5b6aaadcace6edfa",\
                        "receivers":[{"name":"shop"}],"startsAt":"2026-01-31T12:00:00.000Z",\
                        "status":{"inhibitedBy":["93573375d9743e16"],"mutedBy":[],"silencedBy":[],"state":"suppressed"},\
                        "updatedAt":"2026-01-31T12:00:00.000Z","generatorURL":"http://x/y",\
                        "labels":{"alertname":"b","service":"shop","severity":"warning"}},\
                        {"annotations":{"y":"1"},"endsAt":"2026-01-31T12:05:00.000Z","fingerprint":"93573375d9743e16",\
                        "receivers":[{"name":"shop"}],"startsAt":"2026-01-31T12:00:00.000Z",\
                        "status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],"state":"active"},\
                        "updatedAt":"2026-01-31T12:00:00.000Z",\
                        "labels":{"alertname":"a","service":"shop","severity":"critical"}}]""");
    }

    @Test
    void alertIsNotListedOnceItHasEnded() {
        api.post("/api/v2/alerts", SHOP_ALERTS);

        clock.pass(Duration.ofMinutes(5));

        assertThat(api.get("/api/v2/alerts").body()).isEqualTo("[]");
        assertThat(api.get("/api/v2/alerts/groups").body()).isEqualTo("[]");
    }

    @Test
    void filtersNarrowTheList() {
        api.post("/api/v2/alerts", SHOP_ALERTS);

        assertThat(names("")).isEqualTo("b a");
        assertThat(names("?active=false")).isEqualTo("b");
        assertThat(names("?inhibited=false")).isEqualTo("a");
        assertThat(names("?filter=" + Api.encoded("severity=~\"crit.*\""))).isEqualTo("a");
        assertThat(names("?filter=severity%3Dcritical&filter=alertname%3Db")).isEmpty();
        assertThat(names("?receiver=sh.p")).isEqualTo("b a");
        assertThat(names("?receiver=sh")).isEmpty();
        assertThat(names("?receiver_matchers=owner%3Dpay")).isEmpty();
        assertThat(api.get("/api/v2/alerts?filter=nonsense").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/v2/alerts?receiver=%28").statusCode()).isEqualTo(400);
    }

    @Test
    void groupsAreShownWithTheirAlerts() {
        api.post("/api/v2/alerts", SHOP_ALERTS);

        var groups = api.json("/api/v2/alerts/groups");

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).get("labels")).hasToString("{\"service\":\"shop\"}");
        assertThat(groups.get(0).get("receiver")).hasToString("{\"name\":\"shop\"}");
        assertThat(groups.get(0).get("alerts").findValuesAsText("alertname")).containsExactly("a", "b");
    }

    @Test
    void receiversAreListedInTheirOrder() {
        assertThat(api.get("/api/v2/receivers").body())
                .isEqualTo("[{\"name\":\"root\"},{\"name\":\"ops\"},{\"name\":\"shop\"}]");
    }

    @Test
    void nothingIsDoneWithoutKafka() {
        desk.breakDown();

        HttpResponse<String> answer = api.post("/api/v2/alerts", SHOP_ALERTS);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isEqualTo(Optional.of("5"));
        assertThat(answer.body()).contains("Kafka does not answer; try again");
    }

    private String names(String query) {
        return String.join(" ", api.json("/api/v2/alerts" + query).findValuesAsText("alertname"));
    }

    private static final String SHOP_ALERTS = """
            [{"labels": {"alertname": "a", "service": "shop", "severity": "critical"}, "annotations": {"y": "1"}},
             {"labels": {"alertname": "b", "service": "shop", "severity": "warning"}, "generatorURL": "http://x/y"}]
            """;
}
