package slipstream.streams.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.BurnRatePolicy;

/** How an SLO is, in one word, worst first. */
enum SloState {
    /** An alert is firing that wakes somebody. */
    PAGE,
    /** An alert is firing that waits for the morning. */
    TICKET,
    /** No alert fires and no event was judged within the period, so nothing can be said; above all not that it is well. */
    NO_EVIDENCE,
    /** Events are judged and no alert fires. */
    OK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of one SLO.
     *
     * @param firing its alerts that fire now; one of them says more than any status, even where there is none
     */
    static SloState of(Optional<BudgetStatus> status, List<AlertEvent> firing) {
        if (firing.stream().anyMatch(alert -> alert.severity().equals(BurnRatePolicy.PAGE))) {
            return PAGE;
        }
        if (!firing.isEmpty()) {
            return TICKET;
        }
        boolean judged =
                status.stream().flatMap(known -> known.windows().stream()).anyMatch(window -> window.total() > 0);
        return judged ? OK : NO_EVIDENCE;
    }
}
