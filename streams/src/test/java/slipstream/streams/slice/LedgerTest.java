package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.streams.Slos;

class LedgerTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final AccountPlan PLAN =
            AccountPlan.of(Slos.read(Slos.AVAILABILITY.replace("30d", "1h")).get(0));

    private final Ledger ledger = new Ledger(List.of(PLAN));
    private final List<Long> edges = new ArrayList<>();

    @Test
    void everyEdgeIsLookedAt_untilNothingHasBeenLeftForAMinute() {
        add(T0);

        ledger.advanceAll(T0 + 7_200_000, this::note);

        // The event leaves the window of an hour ten seconds after that, and an alert ends after a minute of calm
        // edges.
        assertThat(edges)
                .startsWith(T0 + 10_000, T0 + 20_000)
                .hasSize(361 + 7 + 1)
                .endsWith(T0 + 7_200_000);
    }

    @Test
    void theMinuteBeginsWithAnEdge_alsoWhenTheLastEventLeftBetweenTwo() {
        add(T0);
        ledger.advanceAll(T0 + 3_601_000, this::note);
        edges.clear();

        ledger.advanceAll(T0 + 7_200_000, this::note);

        assertThat(edges).contains(T0 + 3_610_000, T0 + 3_670_000).hasSizeLessThan(12);
    }

    @Test
    void theFirstEdgeAfterASilenceIsThatBeforeTheNextEvent() {
        add(T0);
        ledger.advanceAll(T0 + 4_000_000, this::note);
        edges.clear();
        add(T0 + 9_000_000);

        ledger.advanceAll(T0 + 9_020_000, this::note);

        assertThat(edges).containsExactly(T0 + 9_000_000, T0 + 9_010_000, T0 + 9_020_000);
    }

    @Test
    void aChangeBetweenEdgesIsLookedAtOnce() {
        add(T0);
        ledger.advanceAll(T0 + 4_000, this::note);
        ledger.advanceAll(T0 + 5_000, this::note);
        add(T0);
        ledger.advanceAll(T0 + 6_000, this::note);

        assertThat(edges).containsExactly(T0 + 4_000, T0 + 6_000);
    }

    @Test
    void anAccountWithoutEventsRemembersSinceWhenItIsWatched() {
        LedgerStore store = new LedgerStore();
        ledger.account(PLAN.definition());
        ledger.advanceAll(T0, this::note);
        store.save(ledger);

        Ledger restarted = store.restored(List.of(PLAN), T0 + 500_000);

        assertThat(restarted.account(PLAN.definition()).orElseThrow().startedMillis())
                .isEqualTo(T0);
    }

    @Test
    void whatIsExcludedBreaksASilenceAllTheSame() {
        Account account = ledger.account(PLAN.definition()).orElseThrow();
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0), new Counts(0, 0, 0, 1, 0), null));
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0 + 50_000), new Counts(0, 0, 3), null));

        ledger.advanceAll(T0 + 60_000, this::note);

        assertThat(account.lastSeenMillis()).isEqualTo(T0 + 10_000);
    }

    @Test
    void onlyWhatHasChangedIsHandedOver() {
        Account account = ledger.account(PLAN.definition()).orElseThrow();
        ledger.add(account, 0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0), new Counts(1, 0, 0), null));
        ledger.advanceAll(T0 + 10_000, this::note);
        List<Account> handedOver = new ArrayList<>();

        ledger.drain(each -> {
            handedOver.add(each);
            each.forgetChanges();
        });
        ledger.advanceAll(T0 + 20_000, this::note);
        ledger.drain(handedOver::add);

        assertThat(handedOver).containsExactly(account);
    }

    @Test
    void whatWaitedForTheClockIsHandedOver_whenItsTimeComes() {
        Account account = ledger.account(PLAN.definition()).orElseThrow();
        ledger.advanceAll(T0, this::note);
        ledger.add(account, 0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0 + 30_000), new Counts(1, 0, 0), null));
        LedgerStore store = new LedgerStore();
        store.save(ledger);

        ledger.advanceAll(T0 + 40_000, this::note);
        store.save(ledger);

        Ledger restored = store.restored(List.of(PLAN), T0 + 40_000);
        assertThat(restored.account(PLAN.definition()).orElseThrow().sums(0).total(0))
                .isEqualTo(1);
    }

    @Test
    void aClosedAccountIsNotHandedOver() {
        Account account = ledger.account(PLAN.definition()).orElseThrow();
        ledger.add(account, 0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(T0), new Counts(1, 0, 0), null));

        ledger.undefine(PLAN.definition());

        ledger.drain(each -> {
            throw new AssertionError(each.key() + " is closed");
        });
    }

    private void add(long at) {
        Account account = ledger.account(PLAN.definition()).orElseThrow();
        account.add(0, new Partial.Slice(Tier.TEN_SECONDS.sliceOf(at), new Counts(1, 0, 0), null));
    }

    private void note(Reading reading) {
        edges.add(reading.atMillis());
    }
}
