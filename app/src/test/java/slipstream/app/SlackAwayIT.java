package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipstream.app.ReceiverStub.Answer;
import slipstream.app.ReceiverStub.Taken;
import slipstream.contract.document.Durations;

/**
 * Slack fails in every way by turns while 200 alerts come in and alerting is killed once and stopped once; mail and a webhook go on, and
 * Slack hears of everything when it is back. How long it is away: {@code -Dslack.away=10m}, else 16 s.
 */
@Tag("broker")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class SlackAwayIT {
    private static final Duration AWAY = Durations.parse(System.getProperty("slack.away", "16s"));
    private static final int ALERTS = 200;
    private static final Duration DELAY_ALLOWED = Duration.ofSeconds(5);
    private static final Duration BACKLOG_ALLOWED = Duration.ofMinutes(2);
    private static final List<Answer> FAULTS =
            List.of(Answer.BROKEN, Answer.TOO_MANY, Answer.SILENCE, Answer.RESET, Answer.ERROR_IN_BODY);

    @TempDir
    private Path folder;

    private final AtomicInteger faults = new AtomicInteger();
    private final Map<Answer, Integer> met = new EnumMap<>(Answer.class);
    private final AtomicInteger fired = new AtomicInteger();
    private final List<Long> restartNanos = new ArrayList<>();
    private volatile boolean slackIsBack;

    @Test
    void everybodyHearsOfEverything_andNobodyWaitsForSlack() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (TestCluster kafka = EmbeddedTestCluster.start();
                TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers());
                ReceiverStub slack = ReceiverStub.answering(this::slackAnswer);
                ReceiverStub webhook = ReceiverStub.open();
                MailStub mail = new MailStub();
                AlertFeed feed = new AlertFeed(kafka.bootstrapServers())) {
            topics.ensure((short) 1);
            Path config = configuration(slack, mail, webhook);
            AlertingProcess alerting = start(config, kafka);
            try {
                alerting.awaitTelling();
                long begin = System.nanoTime();
                // The last quarter of the time Slack is away with nothing new.
                long pause = AWAY.toNanos() * 3 / 4 / ALERTS;
                timer.scheduleAtFixedRate(() -> fireNext(feed), 0, pause, TimeUnit.NANOSECONDS);
                awaitFired(ALERTS / 3);
                long killedAt = System.nanoTime();
                alerting.kill();
                alerting = restarted(config, kafka, killedAt);
                // Nobody has to wait for both restarts.
                int firedByThen = fired.get();
                await().atMost(AWAY.plusMinutes(1))
                        .until(() -> webhook.taken().size() >= firedByThen
                                && mail.taken().size() >= firedByThen);
                awaitFired(ALERTS * 2 / 3);
                long stoppedAt = System.nanoTime();
                alerting.stop();
                alerting = restarted(config, kafka, stoppedAt);
                awaitFired(ALERTS);
                await().atMost(AWAY.plusMinutes(2))
                        .until(() -> System.nanoTime() - begin >= AWAY.toNanos()
                                && faults.get() >= FAULTS.size()
                                && webhook.taken().size() >= ALERTS
                                && mail.taken().size() >= ALERTS);

                assertThat(slack.taken()).isEmpty();
                slackIsBack = true;
                long backAt = System.nanoTime();
                await().atMost(BACKLOG_ALLOWED.multipliedBy(2))
                        .until(() -> keys(slack).size() == ALERTS);
                report(feed, slack, webhook, mail, Duration.ofNanos(System.nanoTime() - backAt));
            } finally {
                alerting.close();
            }
        } finally {
            timer.shutdownNow();
        }
    }

    private Answer slackAnswer() {
        if (slackIsBack) {
            return Answer.TAKEN;
        }
        Answer fault = FAULTS.get(faults.getAndIncrement() % FAULTS.size());
        synchronized (met) {
            met.merge(fault, 1, Integer::sum);
        }
        return fault;
    }

    private void fireNext(AlertFeed feed) {
        if (fired.get() < ALERTS) {
            feed.fire(fired.get());
            fired.incrementAndGet();
        }
    }

    private void awaitFired(int alerts) {
        await().atMost(AWAY.plusMinutes(1)).until(() -> fired.get() >= alerts);
    }

    private AlertingProcess restarted(Path config, TestCluster kafka, long goneAtNanos) throws IOException {
        AlertingProcess alerting = start(config, kafka);
        alerting.awaitTelling();
        restartNanos.add(System.nanoTime() - goneAtNanos);
        return alerting;
    }

    private static AlertingProcess start(Path config, TestCluster kafka) throws IOException {
        return AlertingProcess.start(config, kafka.bootstrapServers(), "-Xmx300m", "-XX:TieredStopAtLevel=1");
    }

    private void report(AlertFeed feed, ReceiverStub slack, ReceiverStub webhook, MailStub mail, Duration backlog) {
        Map<String, Long> webhookAt = new TreeMap<>();
        webhook.taken().forEach(taken -> webhookAt.putIfAbsent(AlertFeed.nameIn(taken.body()), taken.atNanos()));
        Map<String, Long> mailAt = new TreeMap<>();
        mail.taken().forEach(taken -> mailAt.putIfAbsent(AlertFeed.nameIn(taken.text()), taken.atNanos()));
        long webhookMillis = p95Millis(webhookAt, feed);
        long mailMillis = p95Millis(mailAt, feed);
        Duration longestRestart = Duration.ofNanos(Percentile.of(restartNanos, 100));
        System.out.printf(
                "Slack away for %s, failing %s: of %d alerts Slack heard of %d, mail of %d, the webhook of %d; messages %d, %d, %d;"
                        + " p95 mail %d ms, webhook %d ms with restarts of up to %d ms; backlog out after %d ms%n",
                AWAY,
                met,
                ALERTS,
                keys(slack).size(),
                mailAt.size(),
                webhookAt.size(),
                slack.taken().size(),
                mail.taken().size(),
                webhook.taken().size(),
                mailMillis,
                webhookMillis,
                longestRestart.toMillis(),
                backlog.toMillis());
        assertThat(webhookAt).hasSize(ALERTS);
        assertThat(mailAt).hasSize(ALERTS);
        assertThat(backlog).isLessThanOrEqualTo(BACKLOG_ALLOWED);
        // Where the restarts are a greater part of the time, many alerts wait for one, and then for what has piled up
        // meanwhile.
        Duration allowed = AWAY.toMinutes() >= 5 ? DELAY_ALLOWED : DELAY_ALLOWED.plus(longestRestart.multipliedBy(2));
        assertThat(List.of(webhookMillis, mailMillis)).allMatch(millis -> millis <= allowed.toMillis());
        // Who was killed between an answer and its record says the same again, once.
        assertThat(slack.taken()).hasSize(ALERTS);
        assertThat(webhook.taken()).hasSizeLessThanOrEqualTo(ALERTS + 1);
        assertThat(mail.taken()).hasSizeLessThanOrEqualTo(ALERTS + 1);
        assertThat(keys(slack).values()).allMatch(keys -> keys.size() == 1);
        assertThat(keys(webhook).values()).allMatch(keys -> keys.size() == 1);
    }

    private static long p95Millis(Map<String, Long> takenAt, AlertFeed feed) {
        List<Long> millis = new ArrayList<>();
        takenAt.forEach((name, at) -> millis.add((at - feed.firedAtNanos(name)) / 1_000_000));
        return Percentile.of(millis, 95);
    }

    /** Alert to the keys with which the receiver heard of it. */
    private static Map<String, Set<String>> keys(ReceiverStub receiver) {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Taken taken : receiver.taken()) {
            keys.merge(AlertFeed.nameIn(taken.body()), Set.of(taken.key()), SlackAwayIT::union);
        }
        return keys;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }

    private Path configuration(ReceiverStub slack, MailStub mail, ReceiverStub webhook) throws IOException {
        return new TestConfiguration(folder.resolve("config"))
                .file("slipstream.yml", "alerting: {listen: \"127.0.0.1:0\"}\n")
                .file("alertmanager.yml", """
                        route: {receiver: team, group_by: [alertname], group_wait: 0s}
                        receivers:
                          - name: team
                            slack_configs: [{api_url: "%s", channel: "#alerts", timeout: 1s}]
                            email_configs: [{to: ops@example.org, from: slipstream@example.org, smarthost: "%s", require_tls: false}]
                            webhook_configs: [{url: "%s"}]
                        """.formatted(slack.url(), mail.address(), webhook.url()))
                .folder();
    }
}
