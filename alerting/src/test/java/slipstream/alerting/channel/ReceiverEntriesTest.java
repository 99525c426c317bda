package slipstream.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.alerting.AlertingSettings;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

/** Entries of receivers: all of Alertmanager's keys load, what is missing or wrong is said, secrets are not. */
class ReceiverEntriesTest {
    private static final String ROUTE = "route: {receiver: team-shop}\n";

    private final Problems problems = new Problems();

    @Test
    void entryWithEveryKeyLoads() throws IOException {
        AlertingSettings settings = Receivers.read(ROUTE + """
                global:
                  slack_api_url: https://hooks.slack.example/T0K3N
                  opsgenie_api_key: K3YK3Y
                  opsgenie_api_url: https://opsgenie.example/
                  pagerduty_url: https://events.pagerduty.example/v2/enqueue
                  telegram_api_url: https://telegram.example
                  http_config: {tls_config: {server_name: a.example}, enable_http2: false, follow_redirects: false}
                receivers:
                  - name: team-shop
                    slack_configs:
                      - {channel: '#a', username: u, color: good, title: t, title_link: l, pretext: p, text: t, footer: f,
                         fallback: f, callback_id: c, icon_emoji: ':e:', icon_url: i, image_url: i, thumb_url: t,
                         link_names: true, short_fields: true, mrkdwn_in: [text], send_resolved: true, timeout: 3s,
                         fields: [{title: a, value: b, short: true}],
                         actions: [{type: button, text: t, url: u, style: danger, name: n, value: v}]}
                    pagerduty_configs:
                      - {routing_key: R0UT1NG, client: c, client_url: u, description: d, severity: critical, class: c,
                         component: c, group: g, source: s, details: {a: b}, images: [{src: s, href: h, alt: a}],
                         links: [{href: h, text: t}], send_resolved: true, timeout: 3s}
                    opsgenie_configs:
                      - {message: m, description: d, source: s, details: {a: b}, entity: e, tags: 't,u', note: n,
                         priority: P1, actions: a, update_alerts: false, send_resolved: true,
                         responders: [{id: i, type: team}, {name: n, type: team}, {username: u, type: user}]}
                    telegram_configs:
                      - {bot_token: B0TT0K3N, chat_id: -100123, message_thread_id: 7, message: m, parse_mode: MarkdownV2,
                         disable_notifications: true, send_resolved: true}
                    msteams_configs: [{webhook_url: 'https://teams.example/S3CR3T', title: t, text: t}]
                    msteamsv2_configs: [{webhook_url: 'https://teams.example/S3CR3T', title: t, text: t}]
                    discord_configs:
                      - {webhook_url: 'https://discord.example/S3CR3T', title: t, message: m, content: c, username: u,
                         avatar_url: a, send_resolved: false}
                    webhook_configs: [{url: 'https://hooks.example/S3CR3T', max_alerts: 2, timeout: 3s}]
                """, problems);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.receivers().get(0).channels()).hasSize(8);
        assertThat(settings.toString()).doesNotContain("T0K3N", "K3YK3Y", "R0UT1NG", "B0TT0K3N", "S3CR3T");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slack_configs     | {channel: a}                       | api_url: is required, here or as slack_api_url",
                "slack_configs     | {api_url: x}                       | api_url: is not an address",
                "slack_configs     | {app_token: t}                     | channel: is required for a bot",
                "slack_configs     | {api_url: 'http://a/', titel: x}   | did you mean 'title'?",
                "slack_configs     | {api_url: 'http://a/', title: '{{ if }}'} | title: is not a template",
                "slack_configs     | {api_url: 'http://a/', fields: [{title: x}]} | value: is required",
                "pagerduty_configs | {description: d}                   | routing_key: is required",
                "opsgenie_configs  | {message: m}                       | api_key: is required",
                "telegram_configs  | {bot_token: t}                     | chat_id: is required",
                "telegram_configs  | {bot_token: t, chat_id: '1', parse_mode: Text} | parse_mode: must be one of",
                "msteams_configs   | {title: t}                         | webhook_url: is required",
                "discord_configs   | {webhook_url: 'ftp://a/'}          | webhook_url: is not an address",
                "webhook_configs   | {url: 'http://a/', http_config: {basic_auth: {username: a}, bearer_token: b}} | give one of them",
                "webhook_configs   | {url: 'http://a/', http_config: {tls_config: {ca: none}}} | no certificates in PEM form",
                "webhook_configs   | {url: 'http://a/', http_config: {proxy_url: 'ftp://a'}} | proxy_url: must be",
                "webhook_configs   | {url: 'http://a/', http_config: {http_headers: {'a b': {values: [x]}}}} | not the name of a header",
                "webhook_configs   | {url: 'http://a/', timeout: soon}  | timeout: must be a duration"
            })
    void mistakeIsAnErrorWithItsPlace(String key, String entry, String message) throws IOException {
        Receivers.read(ROUTE + "receivers: [{name: team-shop, " + key + ": [" + entry + "]}]\n", problems);

        assertThat(texts(Problem.Level.ERROR))
                .anySatisfy(text -> assertThat(text)
                        .contains("alertmanager.yml:2", "receivers[0]." + key + "[0]")
                        .contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagerduty_configs | {service_key: k}                                     | nobody is told through it",
                "slack_configs     | {api_url: 'http://a/', update_message: true}         | has no effect",
                "opsgenie_configs  | {api_key: k, update_alerts: true}                    | has no effect",
                "msteams_configs   | {webhook_url: 'http://a/', summary: s}               | has no effect",
                "webhook_configs   | {url: 'http://a/', timeout: 10m}                     | 60s, which is used",
                "webhook_configs   | {url: 'http://a/', payload: {a: b}}                  | is not supported",
                "webhook_configs   | {url: 'http://a/', http_config: {oauth2: {}}}        | is not supported",
                "webhook_configs   | {url: 'http://a/', http_config: {follow_redirects: true}} | is not done",
                "webhook_configs   | {url: 'http://a/', http_config: {tls_config: {insecure_skip_verify: true}}} | anybody on the way",
                "webhook_configs   | {url: 'http://a/', http_config: {tls_config: {min_version: TLS13}}} | has no effect",
                "webhook_configs   | {url: 'http://a/', http_config: {proxy_from_environment: true}} | give proxy_url"
            })
    void whatIsNotDoneIsAWarningThatNamesIt(String key, String entry, String message) throws IOException {
        Receivers.read(ROUTE + "receivers: [{name: team-shop, " + key + ": [" + entry + "]}]\n", problems);

        assertThat(problems.hasErrors()).isFalse();
        assertThat(texts(Problem.Level.WARNING))
                .anySatisfy(text -> assertThat(text).contains(message));
    }

    @ParameterizedTest
    @CsvSource({
        "slack_configs, {api_url: 'http://a/'}, false",
        "pagerduty_configs, {routing_key: k}, true",
        "opsgenie_configs, {api_key: k}, true",
        "webhook_configs, {url: 'http://a/'}, true",
        "discord_configs, {webhook_url: 'http://a/'}, true",
        "msteamsv2_configs, {webhook_url: 'http://a/'}, true"
    })
    void endIsToldAsAlertmanagerWouldTellIt(String key, String entry, boolean sendResolved) throws IOException {
        assertThat(Receivers.settings(key, entry).sendResolved()).isEqualTo(sendResolved);
    }

    private List<String> texts(Problem.Level level) {
        return problems.all().stream()
                .filter(problem -> problem.level() == level)
                .map(Problem::toString)
                .toList();
    }
}
