package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import slipstream.streams.slice.ServiceChange;

/** Reads what the stream job keeps: counts slice by slice, and changes of services. Thread-safe. */
@FunctionalInterface
public interface SliceReader {
    /**
     * The slices of one SLO, or of one of its groups, that start within {@code from} (inclusive) to {@code to} (exclusive), oldest first; slices without events
     * may be left out.
     *
     * @param group the values of the fields it is grouped by; empty for an SLO without groups
     * @param step 10 s, 1 min, 10 min or 1 h
     * @param from a multiple of the step since the epoch
     * @param to a multiple of the step since the epoch
     * @throws SlicesUnavailableException when another instance holds them or state is being restored
     */
    List<SliceRow> read(String slo, List<String> group, Duration step, Instant from, Instant to)
            throws SlicesUnavailableException;

    /**
     * The last changes of a service, or of all, in no order; none where nothing is kept of changes.
     *
     * @throws SlicesUnavailableException when state is being restored or moved
     */
    default Collection<ServiceChange> changes(Optional<String> service) throws SlicesUnavailableException {
        return List.of();
    }
}
