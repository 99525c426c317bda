package slipstream.streams.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.AlertPolicy;

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
        if (firing.stream().anyMatch(alert -> alert.severity().equals(AlertPolicy.PAGE) && !tellsOfSilence(alert))) {
            return PAGE;
        }
        boolean isSilent = firing.stream().anyMatch(SloState::tellsOfSilence);
        if (firing.stream().anyMatch(alert -> !tellsOfSilence(alert))) {
            return TICKET;
        }
        if (isSilent) {
            return NO_EVIDENCE;
        }
        boolean judged =
                status.stream().flatMap(known -> known.windows().stream()).anyMatch(window -> window.total() > 0);
        return judged ? OK : NO_EVIDENCE;
    }

    /** Whether an alert says that nothing comes: then nothing is known, neither that it is well nor that it is down. */
    private static boolean tellsOfSilence(AlertEvent alert) {
        return "NoData".equals(alert.labels().get("alertname"));
    }
}
