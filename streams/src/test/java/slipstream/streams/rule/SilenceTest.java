package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.slo.Exclusion;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.Schedule;
import slipstream.streams.Slos;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Partial;

class SilenceTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final RuleDefinition rule = Slos.rule("""
            apiVersion: slipstream/v1
            kind: AlertRule
            metadata: {name: silent}
            spec:
              service: web
              severity: warning
              selector: service == 'web'
              condition: {noData: {within: 5m}}
            """);
    private final Account account = new Account(AccountPlan.keyOf(rule), AccountPlan.of(rule));

    @Test
    void silenceBeginsWithTheLastEvent_andFirstWithTheWatching() {
        account.advanceTo(at(0), edge -> {});
        assertThat(Silence.millis(account, List.of(), at(3))).isEqualTo(3 * MINUTE);

        heard(at(3));
        account.advanceTo(at(4), edge -> {});

        assertThat(Silence.millis(account, List.of(), at(4))).isEqualTo(MINUTE - 10_000);
        assertThat(Silence.hasLasted(5 * MINUTE, account, List.of(), at(8))).isFalse();
        assertThat(Silence.hasLasted(5 * MINUTE, account, List.of(), at(8) + 10_000))
                .isTrue();
    }

    @Test
    void maintenanceIsNoSilence_andItBeginsAnewWhenThatEnds() {
        account.advanceTo(at(0), edge -> {});
        List<Exclusion> maintenance = List.of(new Exclusion(
                "upgrade",
                Schedule.once(Instant.ofEpochMilli(at(4)), Instant.ofEpochMilli(at(20))),
                "",
                Exclusion.Kind.MAINTENANCE));

        assertThat(Silence.hasLasted(5 * MINUTE, account, maintenance, at(10))).isFalse();
        assertThat(Silence.millis(account, maintenance, at(24))).isEqualTo(4 * MINUTE);
        assertThat(Silence.hasLasted(5 * MINUTE, account, maintenance, at(25))).isTrue();
    }

    @Test
    void timeInWhichNobodyLooked_neitherBeginsASilenceNorEndsOne() {
        account.advanceTo(at(0), edge -> {});
        heard(at(0));
        account.advanceTo(at(3), edge -> {});
        long before = Silence.millis(account, List.of(), at(3));

        account.jumpTo(at(63));

        assertThat(Silence.millis(account, List.of(), at(63))).isEqualTo(before);
        assertThat(Silence.millis(account, List.of(), at(64))).isEqualTo(before + MINUTE);
    }

    private void heard(long millis) {
        account.add(0, new Partial.Slice(millis / 10_000, new Counts(1, 0, 0), null));
    }

    private static long at(int minutes) {
        return T0.toEpochMilli() + minutes * MINUTE;
    }
}
