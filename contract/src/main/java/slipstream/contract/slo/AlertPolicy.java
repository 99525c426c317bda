package slipstream.contract.slo;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an SLO alerts about: a condition on its budget, how severe it is, and what it says. Several policies of one severity
 * on one SLO are told apart by their names.
 *
 * @param name empty for the standard policies
 * @param severity {@code page}, {@code ticket}, or whatever the document says
 * @param whenBreaching whether the beginning is told ({@code alertWhenBreaching})
 * @param whenResolved whether the end is told ({@code alertWhenResolved})
 * @param targets the names of the notification targets, which become the label {@code targets}
 */
public record AlertPolicy(
        String name,
        String severity,
        SloCondition condition,
        boolean whenBreaching,
        boolean whenResolved,
        List<String> targets,
        Map<String, String> labels,
        Map<String, String> annotations) {
    /** Wakes somebody. */
    public static final String PAGE = "page";

    /** Waits for the morning. */
    public static final String TICKET = "ticket";

    public AlertPolicy {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(condition, "condition");
        targets = List.copyOf(targets);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** A policy that tells beginning and end, and whom the routes decide. */
    public AlertPolicy(String name, String severity, SloCondition condition) {
        this(name, severity, condition, true, true, List.of(), Map.of(), Map.of());
    }

    /**
     * What every SLO gets that names no policy of its own: 2 % of the budget in 1 h or 5 % in 6 h pages, 10 % in 1 d or in
     * 3 d opens a ticket (SRE Workbook, ch. 5, table 5-8; the windows and shares of Sloth's {@code google-30d.yaml}).
     */
    public static List<AlertPolicy> standard(BudgetPeriod period) {
        return List.of(
                new AlertPolicy("", PAGE, SloCondition.BurnRateWindows.standardPage(period.nominal())),
                new AlertPolicy("", TICKET, SloCondition.BurnRateWindows.standardTicket(period.nominal())));
    }
}
