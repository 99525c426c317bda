package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.email.EmailSettings;
import slipstream.alerting.channel.http.AddressPolicy;
import slipstream.alerting.channel.http.StubServer;
import slipstream.alerting.channel.sms.SmsSettings;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

/** People who are told by their own telephones and mails, through accounts that they share. */
class PersonalReceiverTest {
    private static final String FILE = """
            receivers:
              accounts:
                rate_limit: {per: 1m}
                sms_configs: [{account_sid: AC1, auth_token: t, from: '+4930901800', to: ['@oncall:web'], api_url: 'URL'}]
                email_configs: [{to: all@example.org, from: s@example.org, smarthost: 'mail.example:587'}]
            users:
              - {name: ana, through: accounts, phone: '+4930901820', email: ana@example.org}
              - {name: bo, through: accounts, phone: '+4930901821'}
            schedules:
              - {name: web, rotation: daily, handoff: '00:00', start: 2026-03-02, users: [ana, bo]}
            """;

    private static final Instant ANAS_DAY = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void eachIsAReceiver_thatTellsThisPersonAlone() throws IOException {
        AlertingSettings settings = read("https://api.example");

        assertThat(channels(settings, "ana"))
                .satisfiesExactly(
                        mail -> assertThat(((EmailSettings) mail).to()).isEqualTo("ana@example.org"),
                        sms -> assertThat(((SmsSettings) sms).to()).containsExactly("+4930901820"));
        assertThat(channels(settings, "bo"))
                .satisfiesExactly(sms -> assertThat(((SmsSettings) sms).to()).containsExactly("+4930901821"));
        assertThat(settings.oncall().receiver("ana").rateLimit().orElseThrow().per())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void smsGoToWhoeverIsOnCall_whenTheyAreTold() throws Exception {
        try (StubServer stub = StubServer.answering(StubServer.status(201, "{}"), StubServer.status(201, "{}"))) {
            AlertingSettings settings = read(stub.url(""));
            ManualClock clock = new ManualClock(ANAS_DAY);
            Channel sms = channels(settings, "accounts").get(1).open(surroundings(settings, clock));

            Delivery first = sms.deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "1"));
            clock.pass(Duration.ofDays(1));
            Delivery second = sms.deliver(new Message(AlertGroup.ofOne(Alerts.firing()), "2"));

            assertThat(List.of(first, second)).allMatch(Delivery.Delivered.class::isInstance);
            assertThat(stub.requests())
                    .extracting(request -> URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                    .satisfiesExactly(
                            ana -> assertThat(ana).startsWith("To=+4930901820&"),
                            bo -> assertThat(bo).startsWith("To=+4930901821&"));
        }
    }

    @Test
    void everybodyOnCallMustHaveAPhone_whereSmsGoToWhoeverIsOnCall() throws IOException {
        Files.writeString(
                folder.resolve("oncall.yml"),
                FILE.replace("URL", "https://api.example").replace("phone: '+4930901821'", "email: bo@example.org"));
        AlertingSettings.read(folder, problems);
        Files.writeString(
                folder.resolve("oncall.yml"),
                FILE.replace("URL", "https://api.example").replace("@oncall:web", "@oncall:nights"));
        AlertingSettings.read(folder, problems);

        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactly(
                        "'accounts' tells @oncall:web, and user 'bo' has no phone",
                        "'accounts' tells @oncall:nights, and there is no such schedule");
    }

    private AlertingSettings read(String url) throws IOException {
        Files.writeString(folder.resolve("oncall.yml"), FILE.replace("URL", url));
        AlertingSettings settings = AlertingSettings.read(folder, problems);
        assertThat(problems.all()).isEmpty();
        return settings;
    }

    private static List<ChannelSettings> channels(AlertingSettings settings, String receiver) {
        return settings.allReceivers().stream()
                .filter(each -> each.name().equals(receiver))
                .flatMap(each -> each.channels().stream())
                .toList();
    }

    private static ChannelSettings.Surroundings surroundings(AlertingSettings settings, ManualClock clock) {
        return new ChannelSettings.Surroundings(
                "accounts",
                settings.externalUrl(),
                "Slipstream/test",
                clock,
                settings.templates(),
                AddressPolicy.PRIVATE_ALLOWED,
                settings.directory());
    }
}
