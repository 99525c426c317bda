package slipstream.app;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.ingest.IngestSettings;
import slipstream.ingest.probe.ProbeOnce;
import slipstream.ingest.probe.ProbeSettings;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Condition;

/** Asks one target once and shows what a probe sees. */
@Command(
        name = "once",
        description = "Asks a target once and shows phases, conditions and verdict. Exits with 1 when it is not good.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example:",
            "  slipstream probe once https://shop.example/health",
            "  slipstream probe once tls://shop.example:443",
            "  slipstream probe once --config DIR --job site https://shop.example/",
        })
final class ProbeOnceCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "TARGET",
            description = "As it stands in probes.yml; or any URL, tcp://HOST:PORT or tls://HOST:PORT.")
    private String target;

    @Option(names = "--config", paramLabel = "DIR", description = "The configuration folder with probes.yml.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "The job by which it is asked (default: the first that has the target).")
    private Optional<String> job = Optional.empty();

    @Override
    public Integer call() {
        ProbeSettings settings = config.map(ProbeOnceCommand::read)
                .orElseGet(() -> new ProbeSettings(
                        ProbeSettings.DEFAULT_LOCATION, AddressRules.PUBLIC_ONLY, Optional.empty(), List.of()));
        ProbeOnce.Report report;
        try {
            report = new ProbeOnce(settings, InstantSource.system()).run(target, job);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
        show(report, System.out);
        return report.result().outcome() == ProbeOutcome.SUCCESS ? 0 : 1;
    }

    private static ProbeSettings read(Path folder) {
        Path file = folder.resolve(IngestSettings.PROBES_FILE);
        if (Files.notExists(file)) {
            throw new UsageException("--config: there is no " + file);
        }
        Problems problems = new Problems();
        Optional<ProbeSettings> settings = ProbeSettings.read(file, problems);
        problems.throwIfErrors();
        problems.all().forEach(warning -> System.err.println(warning));
        return settings.orElseThrow();
    }

    private static void show(ProbeOnce.Report report, PrintStream out) {
        ProbeResult result = report.result();
        out.printf("%s (job %s, from %s)%n", result.target(), result.job(), result.location());
        ProbePhases phases = result.phases();
        millis(out, "dns", phases.dnsMillis());
        millis(out, "connect", phases.connectMillis());
        millis(out, "tls", phases.tlsMillis());
        millis(out, "first byte", phases.firstByteMillis());
        millis(out, "transfer", phases.transferMillis());
        millis(
                out,
                "in all",
                Double.isNaN(result.latencyMillis())
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(result.latencyMillis()));
        if (result.status() != Observation.NO_STATUS) {
            out.printf("  %-12s %d%n", "status", result.status());
        }
        result.certificateDaysLeft()
                .ifPresent(days -> out.printf(Locale.ROOT, "  %-12s %.1f days left%n", "certificate", days));
        new TreeMap<>(result.attributes()).forEach((name, value) -> out.printf("  %s: %s%n", name, value));
        for (Condition.Result condition : report.conditions()) {
            out.printf("  %-12s %s%n", condition.holds() ? "holds" : "DOES NOT", condition.shown());
        }
        String why = result.error().isEmpty() ? "" : ": " + result.error();
        out.println(result.outcome().word() + why);
    }

    private static void millis(PrintStream out, String phase, OptionalDouble millis) {
        if (millis.isPresent()) {
            out.printf(Locale.ROOT, "  %-12s %.3f ms%n", phase, millis.getAsDouble());
        } else {
            out.printf("  %-12s not reached%n", phase);
        }
    }
}
