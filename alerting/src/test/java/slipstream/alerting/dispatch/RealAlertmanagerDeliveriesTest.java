package slipstream.alerting.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.api.Api;
import slipstream.alerting.api.RealAlertmanager;
import slipstream.contract.event.AlertState;

/**
 * Random trees of routes and random histories of alerts and silences for the real Alertmanager, in real time, and for us: every
 * receiver is told the same, of each group, in the same order, at the same time.
 *
 * <p>One difference is meant, and ends the comparison of a group where it begins ({@link PlayedTrees#partings}): when an alert is
 * over while it is suppressed, Alertmanager forgets it, and who was told that it fires never hears of the end; from us he does.
 */
class RealAlertmanagerDeliveriesTest {
    private static final long SEED = Long.getLong("slipstream.seed", 20_260_131);
    private static final int TREES = Integer.getInteger("slipstream.trees", 60);

    /** Groups look half a second after anything happens; what is later than this was not in the same half second for sure. */
    private static final Duration TOLERANCE = Duration.ofMillis(400);

    @TempDir
    Path folder;

    /** A notification, with its time since the beginning. */
    record Heard(Duration at, String lane, List<String> alerts) {
        @Override
        public String toString() {
            return "%.2f %s".formatted(at.toMillis() / 1000.0, alerts);
        }
    }

    @Test
    @Timeout(120)
    void sameIsToldAsByTheRealAlertmanager() throws IOException {
        PlayedTrees trees = new PlayedTrees(SEED, TREES);
        List<Heard> theirs;
        try (WebhookRecorder recorder = new WebhookRecorder();
                RealAlertmanager real = RealAlertmanager.start(folder, trees.configuration(recorder::url))) {
            warmUp(real.api());
            Instant base = Instant.ofEpochMilli(System.currentTimeMillis() + 500);
            post(trees, real.api(), base);
            theirs = recorder.got().stream().map(got -> heard(got, base)).toList();
        }

        List<Heard> ours = trees.play();

        compare(trees, lanes(theirs), lanes(ours));
    }

    private static void compare(PlayedTrees trees, Map<String, List<Heard>> theirs, Map<String, List<Heard>> ours) {
        TreeSet<String> lanes = new TreeSet<>(theirs.keySet());
        lanes.addAll(ours.keySet());
        List<String> differences = new ArrayList<>();
        int compared = 0;
        Duration latest = Duration.ZERO;
        for (String lane : lanes) {
            Duration until = trees.parting(lane).minus(TOLERANCE);
            List<Heard> their = before(theirs, lane, until);
            List<Heard> our = before(ours, lane, until);
            compared += their.size();
            if (isSame(their, our)) {
                latest = Stream.of(latest, late(their, our))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
            } else {
                differences.add("%s until %s:%n  theirs %s%n  ours   %s".formatted(lane, until, their, our));
            }
        }
        int told = theirs.values().stream().mapToInt(List::size).sum();
        assumeTrue(
                differences.isEmpty() || latest.compareTo(TOLERANCE) < 0,
                "skipped: the machine is too busy, notifications come " + latest + " late");
        assertThat(differences).as("seed %d", SEED).isEmpty();
        assertThat(compared).as("of %d notifications", told).isGreaterThan(told / 2);
    }

    /** The same alerts in the same order, at the same looks: those lie two seconds apart or more. */
    private static boolean isSame(List<Heard> their, List<Heard> our) {
        return their.stream()
                        .map(Heard::alerts)
                        .toList()
                        .equals(our.stream().map(Heard::alerts).toList())
                && late(their, our).compareTo(Duration.ofSeconds(1)) < 0;
    }

    private static Duration late(List<Heard> their, List<Heard> our) {
        Duration late = Duration.ZERO;
        for (int i = 0; i < their.size(); i++) {
            Duration difference = their.get(i).at.minus(our.get(i).at).abs();
            late = difference.compareTo(late) > 0 ? difference : late;
        }
        return late;
    }

    private static List<Heard> before(Map<String, List<Heard>> lanes, String lane, Duration until) {
        return lanes.getOrDefault(lane, List.of()).stream()
                .filter(heard -> heard.at.compareTo(until) < 0)
                .toList();
    }

    private static Map<String, List<Heard>> lanes(List<Heard> all) {
        return all.stream()
                .sorted(Comparator.comparing(Heard::at))
                .collect(Collectors.groupingBy(Heard::lane, TreeMap::new, Collectors.toList()));
    }

    private static Heard heard(WebhookRecorder.Got got, Instant base) {
        List<String> alerts = new ArrayList<>();
        for (JsonNode alert : got.body().get("alerts")) {
            Map<String, String> labels = new TreeMap<>();
            alert.get("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().textValue()));
            AlertState state =
                    alert.get("status").textValue().equals("firing") ? AlertState.FIRING : AlertState.RESOLVED;
            Instant start = Instant.parse(alert.get("startsAt").textValue());
            Instant end = Instant.parse(alert.get("endsAt").textValue());
            alerts.add(PlayedTrees.line(labels, state, Duration.between(base, start), Duration.between(base, end)));
        }
        return new Heard(
                Duration.between(base, got.at()),
                got.path() + " " + got.body().get("groupKey").textValue(),
                alerts);
    }

    /** The first requests take longer than the others; nobody is told of this alert. */
    private static void warmUp(Api real) {
        for (int i = 0; i < 20; i++) {
            real.post("/api/v2/alerts", "[{\"labels\": {\"alertname\": \"nobody's\"}}]");
        }
    }

    private static void post(PlayedTrees trees, Api real, Instant base) {
        Map<String, String> ids = new HashMap<>();
        for (int second = 0; second <= PlayedTrees.SECONDS; second++) {
            Instant due = base.plusSeconds(second);
            awaitInstant(due);
            String alerts = trees.posted(second, base);
            if (!alerts.equals("[]")) {
                assertThat(real.post("/api/v2/alerts", alerts).statusCode()).isEqualTo(200);
            }
            for (RandomHistory.Step step : trees.steps(second)) {
                if (step instanceof RandomHistory.Hush hush) {
                    HttpResponse<String> answer = real.post("/api/v2/silences", PlayedTrees.json(hush, base));
                    ids.put(hush.name(), Api.tree(answer).get("silenceID").textValue());
                } else if (step instanceof RandomHistory.Unhush unhush) {
                    real.delete("/api/v2/silence/" + ids.get(unhush.name()));
                }
            }
            Duration late = Duration.between(due, Instant.now());
            assumeTrue(late.compareTo(TOLERANCE) < 0, "skipped: the machine is too busy, " + late + " late");
        }
    }

    private static void awaitInstant(Instant due) {
        while (Instant.now().isBefore(due)) {
            LockSupport.parkUntil(due.toEpochMilli());
        }
    }
}
