package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.alerting.ManualClock;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.incident.SignedLink;
import slipstream.contract.listen.AccessToken;

class AckPagesTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final String SECRET = "a-secret-for-signed-links";

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryDesk desk = new MemoryDesk(MemoryDesk.SHOP, clock);
    // People who follow a link have no token of the address.
    private final TestServer server =
            new TestServer(desk, clock, Optional.of(new AccessToken("a-token-of-twenty-four-c")), List.of());
    private final Api api = server.api();
    private final Incident incident = desk.open("{}:{}", "<img src=x onerror=alert(1)> & co");
    private final String link = "/ack/" + token(SECRET);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void openingALinkChangesNothing() {
        desk.believe(SECRET, "chat-token-of-our-own");

        HttpResponse<String> page = api.get(link);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("<form method=\"post\">", "&lt;img src=x onerror=alert(1)&gt; &amp; co")
                .doesNotContain("<img");
        assertThat(desk.incidents().get(0).acknowledged()).isEmpty();
    }

    @Test
    void pressingTheButtonAcknowledges() {
        desk.believe(SECRET, "chat-token-of-our-own");

        HttpResponse<String> page = press(link, "ann+%C3%BC");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("is acknowledged", "ann ü");
        assertThat(desk.incidents().get(0).acknowledged().orElseThrow().by()).isEqualTo("ann ü");
        assertThat(desk.incidents().get(0).acknowledged().orElseThrow().through())
                .isEqualTo("link");
    }

    @Test
    void linkThatWeDidNotSignIsRefused() {
        assertThat(press(link, "ann").statusCode()).isEqualTo(401);
        desk.believe(SECRET, "chat-token-of-our-own");
        assertThat(press("/ack/" + token("another-secret-altogether"), "ann").statusCode())
                .isEqualTo(401);
        assertThat(press(link + "x", "ann").statusCode()).isEqualTo(401);
        assertThat(desk.incidents().get(0).acknowledged()).isEmpty();
    }

    @Test
    void oldLinkIsRefused() {
        desk.believe(SECRET, "chat-token-of-our-own");
        clock.pass(Duration.ofHours(1));

        assertThat(api.get(link).statusCode()).isEqualTo(410);
        assertThat(press(link, "ann").statusCode()).isEqualTo(410);
        assertThat(desk.incidents().get(0).acknowledged()).isEmpty();
    }

    @Test
    void incidentThatIsOverIsNotAcknowledged() throws Exception {
        desk.believe(SECRET, "chat-token-of-our-own");
        desk.act(new IncidentAction(incident.id(), IncidentAction.Kind.RESOLVE, "bob", "api", ""));

        assertThat(api.get(link).statusCode()).isEqualTo(409);
        assertThat(press(link, "ann").statusCode()).isEqualTo(409);
    }

    @Test
    void pageOfAnotherSiteCannotPressTheButton() {
        desk.believe(SECRET, "chat-token-of-our-own");

        HttpRequest.Builder request = api.request(link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(HttpRequest.BodyPublishers.ofString("by=eve"));

        assertThat(Api.send(request).statusCode()).isEqualTo(403);
        assertThat(desk.incidents().get(0).acknowledged()).isEmpty();
    }

    private String token(String secret) {
        return new SignedLink(secret)
                .token(incident.id(), SignedLink.Purpose.ACKNOWLEDGE, T0.plus(Duration.ofHours(1)));
    }

    private HttpResponse<String> press(String path, String name) {
        return Api.send(api.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("by=" + name)));
    }
}
