package slipstream.ingest.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A group of targets that are probed in the same way and at the same rate.
 *
 * @param interval the time from one due slot of a target to its next
 */
public record ProbeJob(String name, HttpModule module, Duration interval, List<ProbeTarget> targets) {
    public ProbeJob {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(module, "module");
        if (interval.compareTo(module.timeout()) < 0) {
            throw new IllegalArgumentException("interval " + interval + " is below the timeout " + module.timeout());
        }
        targets = List.copyOf(targets);
    }
}
