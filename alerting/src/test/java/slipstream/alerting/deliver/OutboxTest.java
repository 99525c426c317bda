package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;

class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private final Outbox outbox = new Outbox();

    @Test
    void eventsLeaveInTheOrderInWhichTheyCame_whenEachIsOfAnotherAlert() {
        add("a", 0);
        add("b", 0);
        add("c", 0);

        assertThat(List.of(takeAndSettle(NOW), takeAndSettle(NOW), takeAndSettle(NOW)))
                .containsExactly("a 0", "b 0", "c 0");
        assertThat(outbox.size()).isZero();
        assertThat(outbox.nextDue()).isEmpty();
    }

    @Test
    void secondEventOfAnAlertWaits_untilTheFirstIsSettled() {
        add("a", 0);
        add("a", 1);

        Pending first = outbox.takeDue(NOW).orElseThrow();
        Optional<Pending> meanwhile = outbox.takeDue(NOW);
        outbox.settle(first, NOW);

        assertThat(meanwhile).isEmpty();
        assertThat(takeAndSettle(NOW)).isEqualTo("a 1");
    }

    @Test
    void postponedAlertHoldsUpNoOther_andKeepsItsOwnOrder() {
        add("a", 0);
        add("a", 1);
        add("b", 0);
        Pending first = outbox.takeDue(NOW).orElseThrow();

        outbox.postpone(first.tried(NOW), NOW.plusSeconds(10));

        assertThat(takeAndSettle(NOW)).isEqualTo("b 0");
        assertThat(outbox.takeDue(NOW.plusSeconds(9))).isEmpty();
        assertThat(outbox.nextDue()).contains(NOW.plusSeconds(10));
        assertThat(outbox.takeDue(NOW.plusSeconds(10)).orElseThrow().attempts()).isEqualTo(1);
        assertThat(outbox.size()).isEqualTo(2);
    }

    @Test
    void nothingIsDue_whileTheReceiverIsLeftAlone() {
        add("a", 0);

        outbox.keepQuietUntil(NOW.plusSeconds(30));

        assertThat(outbox.takeDue(NOW.plusSeconds(29))).isEmpty();
        assertThat(outbox.nextDue()).contains(NOW.plusSeconds(30));
        assertThat(takeAndSettle(NOW.plusSeconds(30))).isEqualTo("a 0");
    }

    @Test
    void everyEventLeavesOnceAndInOrder_whateverFailsInBetween() {
        long seed = 4711;
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> added = new HashMap<>();
        Map<String, List<String>> left = new HashMap<>();
        Instant now = NOW;

        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(50));
            if (i < 10_000 && random.nextBoolean()) {
                String alert = "alert-" + random.nextInt(20);
                add(alert, added.merge(alert, 1, Integer::sum) - 1);
            }
            Optional<Pending> due = outbox.takeDue(now);
            if (due.isPresent() && random.nextInt(3) == 0) {
                outbox.postpone(due.get(), now.plusMillis(random.nextInt(500)));
            } else if (due.isPresent()) {
                String slo = due.get().event().slo();
                left.computeIfAbsent(slo, key -> new ArrayList<>()).add(name(due.get()));
                outbox.settle(due.get(), now);
            }
        }

        assertThat(outbox.size()).as("seed %d", seed).isZero();
        added.forEach((alert, count) -> {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                expected.add(alert + " " + i);
            }
            assertThat(left.get(alert)).as("seed %d", seed).isEqualTo(expected);
        });
    }

    private void add(String alert, int number) {
        outbox.add(Pending.of(Alerts.firing(alert, Alerts.T0.plusSeconds(number)), new CountingProgress(), NOW), NOW);
    }

    private String takeAndSettle(Instant now) {
        Pending taken = outbox.takeDue(now).orElseThrow();
        outbox.settle(taken, now);
        return name(taken);
    }

    private static String name(Pending pending) {
        long number = pending.event().startsAt().getEpochSecond() - Alerts.T0.getEpochSecond();
        return pending.event().slo() + " " + number;
    }
}
