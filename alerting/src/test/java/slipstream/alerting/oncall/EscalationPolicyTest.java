package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.oncall.EscalationPolicy.Due;
import slipstream.alerting.oncall.EscalationPolicy.Times;
import slipstream.alerting.oncall.EscalationPolicy.Until;
import slipstream.alerting.route.LabelMatchers;

class EscalationPolicyTest {
    private static final Instant T0 = Instant.parse("2026-08-22T10:00:00Z");
    private static final Instant LATER = T0.plus(Duration.ofDays(1));

    @Test
    void levelsFallDueAfterTwoFiveTenAndThirtyMinutes() {
        EscalationPolicy policy = policy(Until.ACKED, 0, Optional.empty(), 2, 5, 10, 30);

        assertThat(minutes(policy.due(times(), T0, LATER))).containsExactly(2, 5, 10, 30);
        assertThat(policy.due(times(), T0, T0.plusSeconds(119))).isEmpty();
        assertThat(policy.due(times(), T0, T0.plusSeconds(120))).hasSize(1);
        assertThat(policy.due(times(), T0.plusSeconds(120), T0.plusSeconds(299)))
                .isEmpty();
    }

    @Test
    void nothingFallsDue_fromTheAcknowledgementOn() {
        EscalationPolicy policy = policy(Until.ACKED, 3, Optional.empty(), 2, 5, 10, 30);
        Times acked = new Times(T0, Optional.of(T0.plusSeconds(300)), Optional.empty());

        assertThat(minutes(policy.due(acked, T0, LATER))).containsExactly(2);
        assertThat(policy.next(acked, T0.plusSeconds(120))).isEmpty();
    }

    @Test
    void anEscalationUntilResolvedGoesOn_afterTheAcknowledgement() {
        EscalationPolicy policy = policy(Until.RESOLVED, 0, Optional.empty(), 2, 5, 10, 30);
        Times times = new Times(T0, Optional.of(T0.plusSeconds(60)), Optional.of(T0.plusSeconds(600)));

        assertThat(minutes(policy.due(times, T0, LATER))).containsExactly(2, 5);
    }

    @Test
    void theChainBeginsAgain_asOftenAsItSays() {
        EscalationPolicy policy = policy(Until.ACKED, 2, Optional.empty(), 0, 10);

        List<Due> due = policy.due(times(), T0.minusMillis(1), LATER);

        assertThat(minutes(due)).containsExactly(0, 10, 40, 50, 80, 90);
        assertThat(due).extracting(Due::round).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(due).extracting(Due::level).containsExactly(1, 2, 1, 2, 1, 2);
    }

    @Test
    void whoWasToldHearsAgain_whenWhatWasAcknowledgedIsNotResolved() {
        EscalationPolicy policy = policy(Until.ACKED, 0, Optional.of(Duration.ofMinutes(60)), 0, 5, 30);
        Times times = new Times(T0, Optional.of(T0.plusSeconds(420)), Optional.of(T0.plusSeconds(3 * 3600)));

        List<Due> due = policy.due(times, T0, LATER);

        assertThat(minutes(due)).containsExactly(5, 67, 127);
        assertThat(due.get(1).isReminder()).isTrue();
        assertThat(due.get(1).whom()).extracting(Address::name).containsExactly("level-1", "level-2");
        assertThat(policy.next(times, T0.plusSeconds(3600))).contains(T0.plusSeconds(67 * 60));
    }

    @Test
    void anIncidentIsAskedAboutOnlyOnce_alsoAfterARestart() {
        EscalationPolicy policy = policy(Until.ACKED, 0, Optional.empty(), 0, 5);
        Incident incident = Incident.open("{}:{}", new TreeMap<>(), "slow", Optional.empty(), "", T0, id -> false);

        assertThat(policy.next(incident)).contains(T0);
        assertThat(minutes(policy.due(incident, T0))).containsExactly(0);
        Incident seen = incident.escalatedUpTo(T0);
        assertThat(policy.due(seen, T0.plusSeconds(299))).isEmpty();
        assertThat(policy.next(seen)).contains(T0.plusSeconds(300));
        Incident givenBack =
                seen.acknowledged(T0.plusSeconds(60), "ana", "chat", "").unacknowledged(T0.plusSeconds(600), "ana", "");
        assertThat(minutes(policy.due(givenBack, T0.plusSeconds(3600)))).containsExactly(10, 15);
    }

    /** The oracle looks at every second by itself; the answer must not depend on how time is cut into pieces either. */
    @Test
    void dueIsWhatLookingAtEverySecondFinds() {
        long seed = 61;
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            EscalationPolicy policy = policy(
                    random.nextBoolean() ? Until.ACKED : Until.RESOLVED,
                    random.nextInt(3),
                    random.nextBoolean() ? Optional.of(Duration.ofMinutes(1 + random.nextInt(9))) : Optional.empty(),
                    random.nextInt(3),
                    3 + random.nextInt(3),
                    6 + random.nextInt(10));
            Times times = new Times(T0, seconds(random), seconds(random));
            Instant end = T0.plusSeconds(5400);
            List<Due> whole = policy.due(times, T0.minusSeconds(1), end);
            List<Due> pieces = new ArrayList<>();
            List<Integer> bySecond = new ArrayList<>();
            for (Instant from = T0.minusSeconds(1); from.isBefore(end); ) {
                Instant to = from.plusMillis(1 + random.nextInt(900_000));
                to = to.isAfter(end) ? end : to;
                pieces.addAll(policy.due(times, from, to));
                assertThat(policy.next(times, from))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(policy.due(times, from, from.plus(Duration.ofHours(4))).stream()
                                .map(Due::at)
                                .findFirst());
                from = to;
            }
            for (int second = 0; second <= 5400; second++) {
                for (int found = occurrences(policy, times, second); found > 0; found--) {
                    bySecond.add(second);
                }
            }
            assertThat(pieces).as("seed %d round %d", seed, round).isEqualTo(whole);
            assertThat(whole)
                    .as("seed %d round %d", seed, round)
                    .extracting(due -> (int) Duration.between(T0, due.at()).toSeconds())
                    .isEqualTo(bySecond);
        }
    }

    private static int occurrences(EscalationPolicy policy, Times times, int second) {
        Instant now = T0.plusSeconds(second);
        boolean isResolved = times.resolvedAt().filter(at -> !now.isBefore(at)).isPresent();
        boolean isAcked = times.ackedAt().filter(at -> !now.isBefore(at)).isPresent();
        int count = 0;
        if (!isResolved && !(isAcked && policy.until() == Until.ACKED)) {
            for (int round = 0; round <= policy.repeat(); round++) {
                for (EscalationPolicy.Step step : policy.steps()) {
                    long at = step.after().toSeconds()
                            + round * policy.repeatEvery().toSeconds();
                    count += at == second ? 1 : 0;
                }
            }
        }
        if (!isResolved && isAcked && policy.reNotifyAckedAfter().isPresent()) {
            long since = Duration.between(times.ackedAt().orElseThrow(), now).toSeconds();
            long every = policy.reNotifyAckedAfter().get().toSeconds();
            count += since > 0 && since % every == 0 ? 1 : 0;
        }
        return count;
    }

    private static Optional<Instant> seconds(Random random) {
        return random.nextBoolean() ? Optional.of(T0.plusSeconds(random.nextInt(4000))) : Optional.empty();
    }

    private static Times times() {
        return new Times(T0, Optional.empty(), Optional.empty());
    }

    private static EscalationPolicy policy(Until until, int repeat, Optional<Duration> reminder, int... minutes) {
        List<EscalationPolicy.Step> steps = new ArrayList<>();
        for (int after : minutes) {
            Address level = new Address(Address.Kind.RECEIVER, "level-" + (steps.size() + 1));
            steps.add(new EscalationPolicy.Step(Duration.ofMinutes(after), List.of(level), Set.of()));
        }
        return new EscalationPolicy(
                "web", LabelMatchers.NONE, Set.of(), steps, until, repeat, Duration.ofMinutes(40), reminder);
    }

    private static List<Integer> minutes(List<Due> due) {
        return due.stream()
                .map(level -> (int) Duration.between(T0, level.at()).toMinutes())
                .toList();
    }
}
