package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * What one visitor's browser measured while it showed a page.
 *
 * @param name which vital it is, for example {@code LCP}, {@code INP} or {@code CLS}
 * @param value in the vital's own unit (milliseconds, or a bare score for CLS), at least 0
 * @param route the page as it is counted, or empty when unknown
 */
public record VitalSample(
        Origin origin,
        long timeMillis,
        String service,
        String name,
        double value,
        String route,
        Map<String, String> attributes)
        implements Observation {

    public VitalSample {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        ObservationRules.requireText("name", name);
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("value must be at least 0 and finite, is " + value);
        }
        // There is one zero: JSON's -0 would make equal samples unequal.
        value = value + 0.0;
        Objects.requireNonNull(route, "route");
        attributes = Map.copyOf(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.VITAL;
    }
}
