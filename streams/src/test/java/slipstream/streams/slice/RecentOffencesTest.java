package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

/** An account's offences of the last hour, against a count of all that came. */
class RecentOffencesTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final long MINUTE = 60_000;
    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final AccountPlan PLAN = AccountPlan.of(SLO);

    private record Seen(long timeMillis, String cause) {}

    private final LedgerStore store = new LedgerStore();
    private Ledger ledger = new Ledger(List.of(PLAN));
    private final List<Seen> all = new ArrayList<>();
    private long sequence;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theyAreThoseOfTheTenMinutesThatBeganWithinTheHour_overRestartsAndWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        long now = T0;
        for (int step = 0; step < 400; step++) {
            long late = random.nextInt(4) == 0 ? random.nextInt(90) * MINUTE : 0;
            long ahead = random.nextInt(8) == 0 ? random.nextInt(5) * MINUTE : 0;
            add(now - late + ahead, "route=/" + random.nextInt(5));
            if (random.nextInt(3) == 0) {
                now += random.nextInt(200_000);
                ledger.advanceAll(now, reading -> {});
                assertThat(account().offences(0).causes())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected(now));
            }
            if (random.nextInt(20) == 0) {
                store.save(ledger);
                ledger = store.restored(List.of(PLAN), ledger.nowMillis());
            }
        }
    }

    @Test
    void anAccountWithoutBadEventsKeepsNothing() {
        ledger.advanceAll(T0, reading -> {});
        account().add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0 - 1), new Counts(5, 0, 0), null));
        store.save(ledger);
        int entries = store.size();

        assertThat(account().offences(0).isEmpty()).isTrue();
        add(T0 - 1, "route=/pay");
        store.save(ledger);

        assertThat(store.size()).isEqualTo(entries + 1);
    }

    private Map<String, Long> expected(long now) {
        Map<String, Long> expected = new TreeMap<>();
        for (Seen seen : all) {
            boolean isKept =
                    Tier.TEN_MINUTES.startMillis(Tier.TEN_MINUTES.sliceOf(seen.timeMillis)) >= now - 60 * MINUTE;
            if (isKept && Tier.TEN_SECONDS.startMillis(Tier.TEN_SECONDS.sliceOf(seen.timeMillis)) < now) {
                expected.merge(seen.cause, 1L, Long::sum);
            }
        }
        return expected;
    }

    private void add(long timeMillis, String cause) {
        all.add(new Seen(timeMillis, cause));
        Offences one = new Offences();
        one.add(cause, "file:access.log", ++sequence, timeMillis);
        long slice = Tier.TEN_SECONDS.sliceOf(timeMillis);
        ledger.add(account(), 0, new Partial.Slice(slice, new Counts(1, 1, 0), null, Values.NONE, Map.of(), one));
    }

    private Account account() {
        return ledger.account(PLAN.definition()).orElseThrow();
    }
}
