package slipstream.contract.event;

import java.util.Map;
import java.util.Objects;

/**
 * How much of a resource was in use at an instant: a gauge, with what it may grow to where that is known.
 *
 * @param resource what was measured, for example {@code cpu}, {@code heap} or {@code db_connections}
 * @param value in the resource's own unit, finite
 * @param limit in the same unit, above 0, or {@link Observation#NO_VALUE}
 */
public record ResourceSample(
        Origin origin,
        long timeMillis,
        String service,
        String resource,
        double value,
        double limit,
        Map<String, String> attributes)
        implements Observation {

    public ResourceSample {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        ObservationRules.requireText("resource", resource);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, is " + value);
        }
        if (limit <= 0 || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("limit must be above 0 and finite, is " + limit);
        }
        // There is one zero: JSON's -0 would make equal samples unequal.
        value = value + 0.0;
        attributes = Map.copyOf(attributes);
    }

    @Override
    public ObservationType type() {
        return ObservationType.SAMPLE;
    }
}
