package slipstream.streams.slice;

import java.util.Objects;
import slipstream.contract.slo.SloDefinition;

/**
 * The windows of a series at an instant. It is a view of the series as it is now, for the processors behind this one; it must
 * not be kept beyond the commit.
 *
 * @param atMillis the instant of event time at which the windows end
 * @param atEdge whether a slice has just ended, so that all windows of the finest tier are complete
 */
public record Reading(SloDefinition definition, WindowSums windows, long atMillis, boolean atEdge) {
    public Reading {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(windows, "windows");
    }
}
