package slipstream.ingest.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.ingest.probe.condition.Conditions;

/**
 * A group of targets that are probed in the same way and at the same rate.
 *
 * @param conditions what must hold of each answer, apart from what the module demands
 * @param interval the time from one due slot of a target to its next
 * @param targets those that stand in the settings
 * @param files where further targets are, which may change while the job runs
 */
public record ProbeJob(
        String name,
        ProbeModule module,
        Conditions conditions,
        Duration interval,
        List<ProbeTarget> targets,
        Optional<TargetFiles> files) {
    public ProbeJob {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(conditions, "conditions");
        if (interval.compareTo(module.timeout()) < 0) {
            throw new IllegalArgumentException("interval " + interval + " is below the timeout " + module.timeout());
        }
        targets = List.copyOf(targets);
        Objects.requireNonNull(files, "files");
    }

    /** A job without conditions whose targets are all known. */
    public ProbeJob(String name, ProbeModule module, Duration interval, List<ProbeTarget> targets) {
        this(name, module, Conditions.NONE, interval, targets, Optional.empty());
    }

    /** The share of one worker that a target takes when each of its probes lasts until its timeout. */
    double mostWorkPerTarget() {
        return module.timeout().toNanos() / (double) interval.toNanos();
    }
}
