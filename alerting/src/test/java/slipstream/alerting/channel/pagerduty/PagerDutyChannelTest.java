package slipstream.alerting.channel.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.HttpChannelContract;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.Messages;
import slipstream.alerting.channel.Receivers;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.channel.wording.GroupKeys;

class PagerDutyChannelTest extends HttpChannelContract {
    PagerDutyChannelTest() {
        super("pagerduty_configs", "{url: URL, routing_key: k}", "{\"status\":\"success\"}");
    }

    /** Without the names of the counts, which say firing and resolved both. */
    @Override
    protected List<String> received() {
        return super.received().stream()
                .map(body -> body.replaceAll("num_(firing|resolved)", "count"))
                .toList();
    }

    @Test
    void keyOfAnIncidentIsThatOfAlertmanager() {
        assertThat(GroupKeys.hash("{}/{severity=\"critical\"}:{alertname=\"HighErrorRate\", service=\"checkout\"}"))
                .isEqualTo("261c9218a08017ed88978823e4cea7d10b185f8a7a044b340d04af2fde3f9a38");
    }

    @Test
    void openingAndClosingShareTheirKey() throws Exception {
        Channel channel = toGoodReceiver();

        channel.deliver(Messages.firing());
        channel.deliver(Messages.resolved());

        assertThat(values("dedup_key").distinct()).hasSize(1).doesNotContain("null");
        assertThat(values("event_action")).containsExactly("trigger", "resolve");
    }

    @Test
    void detailsAreLetGoOf_whereTheEventWouldBeTooLarge() throws Exception {
        Message huge = Messages.hostile("checkout", "x".repeat(600_000));
        try (StubServer server = StubServer.answering(StubServer.status(202, ""))) {
            Receivers.open(
                            "pagerduty_configs",
                            "{url: '" + server.url("/")
                                    + "', routing_key: k, details: {all: '{{ .CommonAnnotations.summary }}'}}")
                    .deliver(huge);

            String body = server.requests().get(0).body();
            assertThat(body).hasSizeLessThan(PagerDutyEvent.MAX_BYTES).contains("more than 512 KB", "dedup_key");
        }
    }

    private Stream<String> values(String key) {
        return received().stream()
                .map(body -> String.valueOf(JsonBody.read(body).get(key)));
    }
}
