package slipstream.ingest.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Problems;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/**
 * What is probed, from {@code probes.yml}: blackbox_exporter's modules and Prometheus-like jobs.
 *
 * @param location where this process stands; part of every result's source
 * @param rules which addresses may be reached
 * @param guard how it is found out whether this machine has a network itself
 */
public record ProbeSettings(String location, AddressRules rules, Optional<GuardSettings> guard, List<ProbeJob> jobs)
        implements SourceSettings {
    /** The location of a configuration that names none. */
    public static final String DEFAULT_LOCATION = "local";

    public ProbeSettings {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(guard, "guard");
        jobs = List.copyOf(jobs);
    }

    /** Reads the file; empty when it does not exist, or when it has errors, all of which are then in {@code problems}. */
    public static Optional<ProbeSettings> read(Path probesYml, Problems problems) {
        if (Files.notExists(probesYml)) {
            return Optional.empty();
        }
        return ProbeSettingsReader.read(probesYml, problems);
    }

    @Override
    public String summary() {
        return targetCount() + (targetCount() == 1 ? " probe target" : " probe targets");
    }

    @Override
    public Source open(SourceContext context) {
        return new ProbeService(this, context.sink(), context.clock(), context.metrics());
    }

    /** The number of targets over all jobs, without those in files. */
    public int targetCount() {
        return jobs.stream().mapToInt(job -> job.targets().size()).sum();
    }

    TargetsReader targetsOf(ProbeJob job) {
        return new TargetsReader(location, job.name(), job.module(), rules);
    }
}
