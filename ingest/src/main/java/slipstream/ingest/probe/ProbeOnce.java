package slipstream.ingest.probe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.ProbeResult;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Condition;
import slipstream.ingest.probe.condition.Conditions;

/** Probes one address at once, outside any schedule, for a person who wants to see what a probe sees. Nothing is published. */
public final class ProbeOnce {
    /** What an address that stands in no job is counted under. */
    static final String UNLISTED = "unlisted";

    private final ProbeSettings settings;
    private final InstantSource clock;

    /**
     * What a probe saw.
     *
     * @param conditions what became of each condition; empty when there was no answer
     */
    public record Report(ProbeResult result, List<Condition.Result> conditions) {
        public Report {
            conditions = List.copyOf(conditions);
        }
    }

    /** @param settings what is known of targets; any other address is asked in the plainest way that its form allows */
    public ProbeOnce(ProbeSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs one probe; blocks until it has ended.
     *
     * @param address as it stands in the settings; or any other URL, {@code tcp://host:port} or {@code tls://host:port}, which
     *     may be private because a person named it
     * @param jobName the job to ask it by, also when it is not one of the job's targets; empty for the first that has it
     * @throws IllegalArgumentException when it is no such address, or there is no such job
     */
    public Report run(String address, Optional<String> jobName) {
        Optional<ProbeJob> listed = jobName.isPresent()
                ? Optional.of(job(jobName.get()))
                : settings.jobs().stream()
                        .filter(job -> targetOf(job, address).isPresent())
                        .findFirst();
        ProbeJob job = listed.orElseGet(() -> unlisted(address));
        ProbeTarget target = targetOf(job, address)
                .orElseGet(() -> new ProbeTarget(job.module().normalized(plain(address)), UNLISTED, Map.of()));
        AddressRules rules = listed.isPresent() ? settings.rules() : AddressRules.ALL_PRIVATE;
        Instant now = clock.instant();
        ProbeWarmUp.run(now);
        Attempt attempt = new NetworkGuard(settings.guard())
                .judge(job.module().prober(rules).run(target.address(), job.conditions(), now));
        ProbeResult result = new ProbeResults(settings.location()).ran(job, target, now.toEpochMilli(), attempt);
        return new Report(result, attempt.conditions());
    }

    private ProbeJob job(String name) {
        return settings.jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no job '" + name + "'; there are "
                        + settings.jobs().stream().map(ProbeJob::name).toList()));
    }

    private Optional<ProbeTarget> targetOf(ProbeJob job, String address) {
        String wanted;
        try {
            wanted = job.module().normalized(address);
        } catch (IllegalArgumentException e) {
            // Not a target of this kind of module, so none of this job.
            return Optional.empty();
        }
        Optional<ProbeTarget> stated = job.targets().stream()
                .filter(target -> target.address().equals(wanted))
                .findFirst();
        return stated.or(() -> job.files()
                .flatMap(files -> new TargetFileWatch(job, files, settings.targetsOf(job)).look())
                .flatMap(targets -> targets.stream()
                        .filter(target -> target.address().equals(wanted))
                        .findFirst()));
    }

    private static ProbeJob unlisted(String address) {
        String scheme = address.contains("://")
                ? address.substring(0, address.indexOf("://")).toLowerCase(Locale.ROOT)
                : "http";
        ProbeModule module = scheme.equals("tcp") || scheme.equals("tls")
                ? new TcpModule(
                        ProbeModule.DEFAULT_TIMEOUT, scheme.equals("tls"), TlsSettings.DEFAULT, List.of(), IpChoice.ANY)
                : HttpModule.http2xx();
        try {
            ProbeTarget target = new ProbeTarget(module.normalized(plain(address)), UNLISTED, Map.of());
            return new ProbeJob(UNLISTED, module, Conditions.NONE, module.timeout(), List.of(target), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + address + "' " + e.getMessage(), e);
        }
    }

    /** Without the schemes that are ours alone. */
    private static String plain(String address) {
        return address.replaceFirst("(?i)^(tcp|tls)://", "");
    }
}
