package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Ledger;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.Tier;

class AlertBookTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final String URL = "http://127.0.0.1:8080";

    private final Ledger ledger = new Ledger(List.of(AccountPlan.of(SLO)));
    private final ToldAlerts told = new ToldAlerts(T0);
    private final BookStore store = new BookStore();
    private AlertBook book = new AlertBook(List.of(SLO), List.of(), URL);

    @Test
    void anAlertBeginsInTheMiddleOfASlice() {
        count(0, 1_000, 1);
        advance(2);
        assertThat(told.take()).isEmpty();

        count(0, 0, 0, 50);
        advance(3);
        assertThat(told.take()).isEmpty();

        count(1, 1_000, 5);
        advance(4);
        assertThat(told.take()).containsExactly("ticket firing 4.0");

        count(2, 1_000, 100);
        advance(5);
        assertThat(told.take()).containsExactly("page firing 5.0");
    }

    @Test
    void anAlertEndsAfterAMinuteOfCalmEdges_whereTheMinuteBegan() {
        count(0, 1_000, 50);
        advance(10);
        told.take();

        advance(1_860);
        assertThat(told.take()).isEmpty();

        advance(1_870);
        assertThat(told.events.get(0).endsAt()).hasValue(Instant.ofEpochMilli(T0 + 1_810_000));
        assertThat(told.transitions).containsExactly("page active 10.0", "ticket active 10.0", "page over 1810.0");
    }

    @Test
    void aMilderAlertOfTheSameObjectiveIsToldWhenTheWorseOneIsOver() {
        count(0, 1_000, 50);
        advance(10);
        assertThat(told.take()).containsExactly("page firing 10.0");

        advance(1_870);
        AlertEvent ticket = told.events.get(1);
        assertThat(ticket.startsAt()).isEqualTo(Instant.ofEpochMilli(T0 + 10_000));
        assertThat(told.take()).containsExactly("page resolved 1870.0", "ticket firing 1870.0");

        advance(8 * 3_600);
        assertThat(told.events.get(0).endsAt()).hasValue(Instant.ofEpochMilli(T0 + 6 * 3_600_000 + 60_000));
        assertThat(told.take()).containsExactly("ticket resolved " + (6 * 3_600 + 120) + ".0");
    }

    @Test
    void aMilderAlertThatWasTold_staysToldBesideTheWorseOne() {
        count(0, 1_000, 5);
        advance(10);
        assertThat(told.take()).containsExactly("ticket firing 10.0");

        count(10, 1_000, 100);
        advance(20);

        assertThat(told.take()).containsExactly("page firing 20.0");
    }

    @Test
    void aRatioThatHoversAboutItsThreshold_doesNotFlap() {
        count(0, 1_000, 50);
        advance(1_800);
        told.take();

        for (int second = 1_800; second < 5_000; second += 50) {
            count(second, 10, 9);
            advance(second + 10);
        }

        assertThat(told.take()).isEmpty();
    }

    @Test
    void aRestoredBookTellsNothingTwice_andStillTellsTheEnd() {
        count(0, 1_000, 50);
        advance(10);
        assertThat(told.take()).hasSize(1);

        book = restarted(List.of(SLO));
        advance(1_860);
        assertThat(told.take()).isEmpty();

        book = restarted(List.of(SLO));
        advance(1_870);
        assertThat(told.take()).containsExactly("page resolved 1870.0", "ticket firing 1870.0");
    }

    @Test
    void whatIsOverLeavesTheStore() {
        count(0, 1_000, 50);
        advance(10);
        store.save(book);
        assertThat(store.size()).isEqualTo(2);

        advance(8 * 3_600);
        store.save(book);

        assertThat(store.size()).isZero();
    }

    @Test
    void anAlertWhoseSloWasTakenOutIsResolved_andOneThatWasNotToldIsForgotten() {
        count(0, 1_000, 50);
        advance(10);
        told.take();

        AlertBook without = restarted(List.of());
        without.endOrphans(Instant.ofEpochMilli(T0 + 15_000), told);

        assertThat(told.events.get(0).annotations().get("summary")).contains("not defined any more");
        assertThat(told.take()).containsExactly("page resolved 15.0");
        without.endOrphans(Instant.ofEpochMilli(T0 + 16_000), told);
        assertThat(told.take()).isEmpty();
    }

    @Test
    void theEventIsKeyedByAlertmanagersFingerprint_andTheEndHasTheBeginning() {
        count(0, 1_000, 50);
        advance(10);
        AlertEvent firing = told.events.get(0);
        advance(1_870);
        AlertEvent resolved = told.events.get(1);

        assertThat(firing.fingerprint()).isEqualTo(Fingerprint.of(firing.labels()));
        assertThat(firing.labels())
                .containsEntry("alertname", "ErrorBudgetBurn")
                .containsEntry("slo", "web-availability")
                .containsEntry("service", "web")
                .containsEntry("severity", "page");
        assertThat(resolved.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(resolved.startsAt()).isEqualTo(firing.startsAt());
        assertThat(resolved.status()).isEqualTo(AlertState.RESOLVED);
        assertThat(firing.annotations().get("summary"))
                .isEqualTo("web-availability: 50 bad of 1 000 in 1 h, 50.0x; 5 000.0 % of the 30 d budget gone in it,"
                        + " overspent by 4 900.0 %");
    }

    private void count(long second, long total, long bad) {
        count(second, total, bad, 0);
    }

    private void count(long second, long total, long bad, long unjudged) {
        Account account = ledger.account(AccountPlan.keyOf(SLO)).orElseThrow();
        long slice = Tier.TEN_SECONDS.sliceOf(T0 + Duration.ofSeconds(second).toMillis());
        account.add(0, new Partial.Slice(slice, new Counts(total, bad, unjudged), null));
    }

    private void advance(long second) {
        ledger.advanceAll(T0 + Duration.ofSeconds(second).toMillis(), reading -> book.read(reading, told));
    }

    private AlertBook restarted(List<SloDefinition> slos) {
        store.save(book);
        return store.restored(slos, List.of(), URL);
    }
}
