package slipstream.ingest.probe;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.ProbeResult;

/** Probes one address at once, outside any schedule, for a person who wants to see what a probe sees. Nothing is published. */
public final class ProbeOnce {
    /** What an address that stands in no job is counted under. */
    static final String UNLISTED = "unlisted";

    private final ProbeSettings settings;
    private final InstantSource clock;
    private final HttpProbe probe = new HttpProbe();

    /** @param settings what is known of targets; an address that is not among them is asked by {@value HttpModule#HTTP_2XX} */
    public ProbeOnce(ProbeSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs one probe; blocks until it has ended.
     *
     * @param url as it stands in the settings, or any other http or https URL
     * @throws IllegalArgumentException when it is no such URL
     */
    public ProbeResult run(String url) {
        ProbeJob job = settings.jobs().stream()
                .filter(candidate -> targetOf(candidate, url).isPresent())
                .findFirst()
                .orElseGet(() -> unlisted(url));
        ProbeTarget target = targetOf(job, url).orElseThrow();
        ProbeWarmUp.run(probe);
        long now = clock.millis();
        return new ProbeResults(settings.location()).ran(job, target, now, probe.run(job.module(), target.url()));
    }

    private static Optional<ProbeTarget> targetOf(ProbeJob job, String url) {
        String wanted = ProbeSettingsReader.normalized(url).orElse(url);
        return job.targets().stream()
                .filter(target -> target.url().equals(wanted))
                .findFirst();
    }

    private static ProbeJob unlisted(String url) {
        String target = ProbeSettingsReader.normalized(url)
                .orElseThrow(() -> new IllegalArgumentException("'" + url + "' is not an http or https URL"));
        HttpModule module = HttpModule.http2xx();
        return new ProbeJob(UNLISTED, module, module.timeout(), List.of(new ProbeTarget(target, UNLISTED, Map.of())));
    }
}
