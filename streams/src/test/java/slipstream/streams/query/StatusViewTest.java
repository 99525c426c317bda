package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.SloDefinition;

class StatusViewTest {
    private static final Instant T0 = Sample.T0;
    private static final SloDefinition SHOP = Sample.availability("shop", "shop", "0.999");

    private Instant now = T0;
    private final StatusView view = new StatusView(() -> now);

    @Test
    void statusIsTheLastOne_whenAnSloIsUpdatedTwice() {
        view.update(Sample.status(SHOP, T0, 10, 0.1));

        view.update(Sample.status(SHOP, T0.plusSeconds(10), 10, 0.2));

        assertThat(view.status("shop").orElseThrow().at()).isEqualTo(T0.plusSeconds(10));
        assertThat(view.statuses()).containsOnlyKeys("shop");
    }

    @Test
    void statusIsGone_whenTheSloIsRemoved() {
        view.update(Sample.status(SHOP, T0, 10, 0.1));

        view.remove("shop");

        assertThat(view.status("shop")).isEmpty();
    }

    @Test
    void lastUpdateIsWallTime_andAbsentBeforeTheFirst() {
        assertThat(view.lastUpdate()).isEmpty();

        now = T0.plusSeconds(90);
        view.update(Sample.status(SHOP, T0, 10, 0.1));

        assertThat(view.lastUpdate()).contains(T0.plusSeconds(90));
    }

    @Test
    void alertIsOne_whenItFiresAndResolves() {
        view.update(Sample.firing(SHOP, "page", T0));

        view.update(Sample.resolved(SHOP, "page", T0, T0.plusSeconds(60)));

        assertThat(view.alerts())
                .singleElement()
                .extracting(AlertEvent::endsAt)
                .isEqualTo(java.util.Optional.of(T0.plusSeconds(60)));
    }

    @Test
    void alertsAreNewestFirst_byTheirTransition() {
        view.update(Sample.firing(slo(1), "page", T0));
        view.update(Sample.firing(slo(2), "page", T0.plusSeconds(20)));
        view.update(Sample.resolved(slo(3), "page", T0.minusSeconds(60), T0.plusSeconds(10)));

        assertThat(view.alerts()).extracting(AlertEvent::slo).containsExactly("slo-2", "slo-3", "slo-1");
    }

    @Test
    void firingAlertsAreThoseOfTheSlo_newestFirst() {
        view.update(Sample.firing(SHOP, "page", T0));
        view.update(Sample.firing(SHOP, "ticket", T0.plusSeconds(20)));
        view.update(Sample.firing(slo(1), "page", T0.plusSeconds(10)));

        assertThat(view.firing("shop")).extracting(AlertEvent::severity).containsExactly("ticket", "page");
        assertThat(view.firing("slo-1")).extracting(AlertEvent::severity).containsExactly("page");
        assertThat(view.firing("slo-2")).isEmpty();
    }

    @Test
    void alertFiresNoLonger_whenItIsResolvedOrRemoved() {
        AlertEvent ticket = Sample.firing(SHOP, "ticket", T0);
        view.update(Sample.firing(SHOP, "page", T0));
        view.update(ticket);

        view.update(Sample.resolved(SHOP, "page", T0, T0.plusSeconds(60)));
        assertThat(view.firing("shop")).containsExactly(ticket);

        view.removeAlert(ticket.fingerprint());
        assertThat(view.firing("shop")).isEmpty();
    }

    @Test
    void alertFiresOnce_whenItIsToldAgainOrFiresAfresh() {
        view.update(Sample.firing(SHOP, "page", T0));
        view.update(Sample.firing(SHOP, "page", T0));
        view.update(Sample.resolved(SHOP, "page", T0, T0.plusSeconds(60)));
        AlertEvent again = Sample.firing(SHOP, "page", T0.plusSeconds(120));
        view.update(again);

        assertThat(view.firing("shop")).containsExactly(again);
    }

    @Test
    void alertFires_evenWhenTheStatusOfItsSloIsRemoved() {
        view.update(Sample.status(SHOP, T0, 10, 0.1));
        view.update(Sample.firing(SHOP, "page", T0));

        view.remove("shop");

        assertThat(view.firing("shop")).hasSize(1);
    }

    @Test
    void resolvedAlertsOfTheLastDayAreKept_howeverMany() {
        IntStream.range(0, 1_500).forEach(i -> view.update(Sample.resolved(slo(i), "page", T0, T0)));

        now = T0.plus(Duration.ofHours(24));
        view.update(Sample.resolved(slo(9_999), "page", T0, T0));

        assertThat(view.alerts()).hasSize(1_501);
    }

    @Test
    void oldResolvedAlertsAreDropped_beyondTheNewestThousand() {
        for (int i = 0; i < 1_500; i++) {
            view.update(Sample.resolved(slo(i), "page", T0, T0), T0.plusMillis(i));
        }

        now = T0.plus(Duration.ofHours(24)).plusSeconds(10);
        view.update(Sample.resolved(slo(9_999), "page", T0, T0));

        assertThat(view.alerts()).hasSize(StatusView.RESOLVED_ALWAYS_KEPT);
        assertThat(view.alerts())
                .extracting(AlertEvent::slo)
                .contains("slo-9999", "slo-1499", "slo-501")
                .doesNotContain("slo-500", "slo-0");
    }

    @Test
    void firingAlertsAreNeverDropped_evenWhenTheyWereResolvedBefore() {
        view.update(Sample.resolved(slo(0), "page", T0, T0), T0);
        view.update(Sample.firing(slo(0), "page", T0.plusSeconds(1)), T0.plusSeconds(1));
        IntStream.range(1, 1_200).forEach(i -> view.update(Sample.resolved(slo(i), "page", T0, T0), T0.plusSeconds(2)));

        now = T0.plus(Duration.ofDays(3));
        view.update(Sample.resolved(slo(9_999), "page", T0, T0));

        assertThat(view.alerts()).hasSize(1_001).extracting(AlertEvent::slo).contains("slo-0");
    }

    @Test
    void listenersHearTheNameOfWhatChanged_untilTheyEnd() {
        List<String> heard = new ArrayList<>();
        Runnable end = view.onChange(heard::add);

        view.update(Sample.status(SHOP, T0, 10, 0.1));
        view.update(Sample.firing(slo(7), "page", T0));
        view.remove("shop");
        end.run();
        view.update(Sample.status(SHOP, T0, 10, 0.1));

        assertThat(heard).containsExactly("shop", "slo-7", "shop");
    }

    @Test
    void nobodyIsTold_whenAnAlertIsRemovedThatIsNotKnown() {
        List<String> heard = new ArrayList<>();
        view.onChange(heard::add);

        view.removeAlert("0123456789abcdef");

        assertThat(heard).isEmpty();
        assertThat(view.lastUpdate()).isEmpty();
    }

    private static SloDefinition slo(int i) {
        return Sample.availability("slo-" + i, "shop", "0.999");
    }
}
