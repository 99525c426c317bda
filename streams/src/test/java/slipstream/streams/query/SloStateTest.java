package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.SloDefinition;

class SloStateTest {
    private static final SloDefinition SHOP = Sample.availability("shop", "shop", "0.9", "0.999");
    private static final AlertEvent TICKET =
            Sample.firing(SHOP, SHOP.objectives().get(0), "ticket", Sample.T0);
    private static final AlertEvent PAGE = Sample.firing(SHOP, SHOP.objectives().get(1), "page", Sample.T0);
    private static final Optional<BudgetStatus> JUDGED = Optional.of(Sample.status(SHOP, Sample.T0, 100, 0.05));

    @Test
    void stateIsNoEvidence_withoutAStatus() {
        assertThat(SloState.of(Optional.empty(), List.of())).isEqualTo(SloState.NO_EVIDENCE);
    }

    @Test
    void stateIsNoEvidence_whenNoWindowHasAnEvent() {
        assertThat(SloState.of(Optional.of(Sample.status(SHOP, Sample.T0, 0, 0)), List.of()))
                .isEqualTo(SloState.NO_EVIDENCE);
    }

    @Test
    void stateIsOk_whenEventsAreJudgedAndNothingFires() {
        assertThat(SloState.of(JUDGED, List.of())).isEqualTo(SloState.OK);
    }

    @Test
    void stateIsPage_whenJustOneObjectivePages() {
        assertThat(SloState.of(JUDGED, List.of(TICKET, PAGE))).isEqualTo(SloState.PAGE);
    }

    @Test
    void stateIsTicket_whenNothingWorseFires() {
        assertThat(SloState.of(JUDGED, List.of(TICKET))).isEqualTo(SloState.TICKET);
    }

    @Test
    void stateIsThatOfTheAlert_evenWithoutAStatus() {
        assertThat(SloState.of(Optional.empty(), List.of(PAGE))).isEqualTo(SloState.PAGE);
    }

    @Test
    void wordIsTheOneOfTheApi() {
        assertThat(SloState.NO_EVIDENCE.word()).isEqualTo("no_evidence");
    }
}
