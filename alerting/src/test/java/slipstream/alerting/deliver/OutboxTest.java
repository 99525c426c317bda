package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;

class OutboxTest {
    private static final Instant NOW = Alerts.T0;

    private final Outbox outbox = new Outbox(Receiver.Limits.NONE, new Random(1));

    @Test
    void groupsLeaveInTheOrderInWhichTheyCame() {
        outbox.put(pending("a", "1"), NOW);
        outbox.put(pending("b", "1"), NOW);

        assertThat(takeAll(outbox, NOW)).containsExactly("a1", "b1");
        assertThat(outbox.size()).isZero();
    }

    @Test
    void newerMessageTakesThePlaceOfOneThatWaits() {
        outbox.put(pending("a", "1"), NOW);
        outbox.put(pending("a", "2"), NOW);

        assertThat(takeAll(outbox, NOW)).containsExactly("a2");
    }

    @Test
    void messageAboutAGroupThatIsBeingToldGoesNext_alsoAfterAFailure() {
        outbox.put(pending("a", "1"), NOW);
        take(outbox, NOW);
        outbox.put(pending("a", "2"), NOW);
        assertThat(outbox.takeDue(NOW)).isEmpty();
        outbox.failed(Optional.empty(), NOW);

        assertThat(takeAll(outbox, NOW.plusSeconds(60))).containsExactly("a2");
    }

    @Test
    void whoIsToldOfEverythingHearsEachMessage_inOrder() {
        Outbox everything = new Outbox(Receiver.Limits.EVERYTHING, new Random(1));
        everything.put(pending("a", "1"), NOW);
        everything.put(pending("a", "2"), NOW);
        everything.put(pending("b", "1"), NOW);
        everything.put(pending("a", "3"), NOW);

        assertThat(takeAll(everything, NOW)).containsExactlyInAnyOrder("a1", "b1", "a2", "a3");
    }

    @Test
    void whatIsWithdrawnIsNotTold() {
        outbox.put(pending("a", "1"), NOW);
        outbox.put(pending("b", "1"), NOW);
        outbox.withdraw("a");

        assertThat(takeAll(outbox, NOW)).containsExactly("b1");
    }

    @Test
    void failingReceiverIsTriedWithOneMessageAtATime_andLeftAloneForLongerAndLonger() {
        for (int group = 0; group < 50; group++) {
            outbox.put(pending("g" + group, "1"), NOW);
        }
        Instant now = NOW;
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 12; attempt++) {
            take(outbox, now);
            outbox.failed(Optional.empty(), now);
            Instant next = outbox.nextDue(now).orElseThrow();
            pauses.add(Duration.between(now, next));
            now = next;
        }

        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0);
        assertThat(pauses.get(11)).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void whenTheReceiverIsBack_everythingGoesOutAtOnce() {
        for (int group = 0; group < 50; group++) {
            outbox.put(pending("g" + group, "1"), NOW);
        }
        Instant now = NOW;
        for (int attempt = 0; attempt < 200; attempt++) {
            take(outbox, now);
            outbox.failed(Optional.empty(), now);
            now = outbox.nextDue(now).orElseThrow();
        }

        assertThat(takeAll(outbox, now)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void messageThatFailsWhileOthersAreTakenWaitsAlone() {
        outbox.put(pending("poison", "1"), NOW);
        take(outbox, NOW);
        outbox.failed(Optional.empty(), NOW);
        Instant now = outbox.nextDue(NOW).orElseThrow();
        for (int group = 0; group < 5; group++) {
            outbox.put(pending("g" + group, "1"), NOW);
        }
        List<String> told = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            String taken = take(outbox, now);
            if (taken.startsWith("poison")) {
                outbox.failed(Optional.empty(), now);
                now = outbox.nextDue(now).orElseThrow();
            } else {
                told.add(taken);
                outbox.succeeded(now);
            }
        }

        assertThat(told).hasSize(5);
        assertThat(outbox.size()).isOne();
        assertThat(outbox.nextDue(now).orElseThrow()).isAfter(now);
    }

    @Test
    void wishToBeLeftAloneIsKept() {
        outbox.put(pending("a", "1"), NOW);
        take(outbox, NOW);
        outbox.put(pending("b", "1"), NOW);
        outbox.failed(Optional.of(Duration.ofMinutes(10)), NOW);

        assertThat(outbox.nextDue(NOW)).contains(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void rateIsKept_andWhatWaitsIsFoldedWhereAsked() {
        Outbox slow = new Outbox(
                new Receiver.Limits(Duration.ofSeconds(1), 2, true, Duration.ofDays(1), false), new Random(1));
        for (int group = 0; group < 10; group++) {
            slow.put(pending("g" + group, "1"), NOW);
        }

        assertThat(take(slow, NOW)).isEqualTo("g01");
        slow.succeeded(NOW);
        Attempt digest = slow.takeDue(NOW).orElseThrow();
        assertThat(digest.parts()).hasSize(9);
        assertThat(digest.message().group().events()).hasSize(9);
        assertThat(digest.message().group().notificationReason()).isEqualTo("digest of 9 notifications");
        slow.succeeded(NOW);
        slow.put(pending("late", "1"), NOW);
        assertThat(slow.takeDue(NOW)).isEmpty();
        assertThat(slow.nextDue(NOW)).contains(NOW.plusSeconds(1));
    }

    @Test
    void withoutDigestWhatIsTooMuchWaitsForItsTurn_andNothingIsDropped() {
        Outbox slow = new Outbox(
                new Receiver.Limits(Duration.ofSeconds(1), 1, false, Duration.ofDays(1), false), new Random(1));
        for (int group = 0; group < 5; group++) {
            slow.put(pending("g" + group, "1"), NOW);
        }
        List<String> told = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            told.addAll(takeAll(slow, NOW.plusSeconds(second)));
        }

        assertThat(told).containsExactly("g01", "g11", "g21", "g31", "g41");
    }

    private static List<String> takeAll(Outbox from, Instant now) {
        List<String> taken = new ArrayList<>();
        while (from.nextDue(now).filter(due -> !due.isAfter(now)).isPresent()) {
            taken.add(take(from, now));
            from.succeeded(now);
        }
        return taken;
    }

    private static String take(Outbox from, Instant now) {
        Pending taken = from.takeDue(now).orElseThrow().parts().get(0);
        return taken.groupKey() + taken.message().idempotencyKey();
    }

    private static Pending pending(String group, String key) {
        AlertGroup alerts = new AlertGroup(group, new TreeMap<>(), List.of(Alerts.firing()), "first notification");
        return new Pending("r/webhook[0]", new Message(alerts, key), NOW);
    }
}
