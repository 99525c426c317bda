package slipstream.alerting.oncall;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.route.LabelMatchers;

/**
 * How bad an incident is, in the words of one team, and how soon somebody must have taken it up.
 *
 * @param name for example {@code P0}, {@code SEV-1} or {@code Critical}
 * @param values of the label {@code severity} that mean it, in lower case; its own name is among them
 * @param matchers what else makes an alert this severe; absent when only the label counts
 * @param pagerduty {@code critical}, {@code error}, {@code warning} or {@code info}
 * @param opsgenie {@code P1} to {@code P5}
 * @param escalateTo who is told when it was not acknowledged in time, unless a policy says more
 * @param impact what the status page says while such an incident is open: {@code none}, {@code minor}, {@code major} or {@code critical}
 */
public record Severity(
        String name,
        Set<String> values,
        Optional<LabelMatchers> matchers,
        Optional<String> pagerduty,
        Optional<String> opsgenie,
        Optional<ResponseTime> respondWithin,
        List<Address> escalateTo,
        Optional<String> impact) {
    /** The label by whose value an alert says how severe it is. */
    public static final String LABEL = "severity";

    public Severity {
        Objects.requireNonNull(name, "name");
        values = Set.copyOf(values);
        Objects.requireNonNull(matchers, "matchers");
        Objects.requireNonNull(pagerduty, "pagerduty");
        Objects.requireNonNull(opsgenie, "opsgenie");
        Objects.requireNonNull(respondWithin, "respondWithin");
        escalateTo = List.copyOf(escalateTo);
        Objects.requireNonNull(impact, "impact");
    }

    /** Whether an alert with these labels is this severe. */
    boolean isOf(Map<String, String> labels) {
        return values.contains(labels.getOrDefault(LABEL, "").toLowerCase(Locale.ROOT))
                || matchers.filter(all -> all.match(labels)).isPresent();
    }

    /** Tells {@link #escalateTo} once the time to respond is over, when nobody has acknowledged by then. */
    Optional<EscalationPolicy> policy() {
        return respondWithin
                .flatMap(ResponseTime::within)
                .filter(within -> !escalateTo.isEmpty())
                .map(within -> new EscalationPolicy(
                        name,
                        LabelMatchers.NONE,
                        Set.of(),
                        List.of(new EscalationPolicy.Step(within, escalateTo, Set.of())),
                        EscalationPolicy.Until.ACKED,
                        0,
                        Duration.ZERO,
                        Optional.empty()));
    }
}
