package slipstream.ingest.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Location;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.address.Cidr;
import slipstream.ingest.probe.condition.Conditions;

/** Reads {@code probes.yml} and refuses what could not be probed as it is written. */
final class ProbeSettingsReader {
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    /** One minute, Prometheus' own default scrape interval. */
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private final Problems problems;
    private final Path folder;
    private final String location;
    private final AddressRules rules;
    private final ModulesReader modules;
    private final Set<String> jobNames = new HashSet<>();

    private ProbeSettingsReader(
            Problems problems, Path folder, String location, AddressRules rules, ModulesReader modules) {
        this.problems = problems;
        this.folder = folder;
        this.location = location;
        this.rules = rules;
        this.modules = modules;
    }

    static Optional<ProbeSettings> read(Path file, Problems problems) {
        Problems own = new Problems();
        List<Element> documents = YamlReader.read(file, own);
        if (documents.size() != 1 && !own.hasErrors()) {
            own.error(Location.startOf(file.toString()), "", "one document is expected, found " + documents.size());
        }
        Path folder = file.toAbsolutePath().getParent();
        Optional<ProbeSettings> settings = documents.stream()
                .findFirst()
                .flatMap(document -> document.asFields(own))
                .map(root -> readRoot(root, folder, own));
        own.all().forEach(problem -> {
            switch (problem.level()) {
                case ERROR -> problems.error(problem.where(), problem.key(), problem.message());
                case WARNING -> problems.warning(problem.where(), problem.key(), problem.message());
            }
        });
        return own.hasErrors() ? Optional.empty() : settings;
    }

    private static ProbeSettings readRoot(Fields root, Path folder, Problems problems) {
        String location =
                root.fields("locations").map(ProbeSettingsReader::readLocation).orElse("");
        ProbeSettingsReader reader = new ProbeSettingsReader(
                problems,
                folder,
                location.isEmpty() ? ProbeSettings.DEFAULT_LOCATION : location,
                readRules(root),
                ModulesReader.read(root.fields("modules"), folder));
        Optional<GuardSettings> guard = GuardSettings.read(root);
        // Heartbeats are in the same file and read by their own package: a file may have them alone.
        if (!root.has("heartbeats") && !root.has("probes")) {
            root.missing("probes");
        }
        List<ProbeJob> jobs = new ArrayList<>();
        root.listOfFields("probes").forEach(job -> reader.readJob(job).ifPresent(jobs::add));
        root.done();
        return new ProbeSettings(reader.location, reader.rules, guard, jobs);
    }

    private static String readLocation(Fields locations) {
        String id = locations.requiredText("id").orElse("");
        if (!id.isEmpty() && !TargetsReader.NAME.matcher(id).matches()) {
            locations.error("id", TargetsReader.nameRule("a location"));
        }
        locations.done();
        return id;
    }

    private static AddressRules readRules(Fields root) {
        List<Cidr> allowed = new ArrayList<>();
        for (Element item : root.list("allow_private")) {
            item.asText(root.problems()).ifPresent(text -> {
                try {
                    allowed.add(Cidr.parse(text));
                } catch (IllegalArgumentException e) {
                    root.problems()
                            .error(
                                    item.where(),
                                    item.path(),
                                    "'" + text + "' is no block of addresses such as 10.0.0.0/8: " + e.getMessage());
                }
            });
        }
        return new AddressRules(allowed);
    }

    private Optional<ProbeJob> readJob(Fields job) {
        Optional<String> name = job.requiredText("job_name");
        name.ifPresent(text -> {
            if (!TargetsReader.NAME.matcher(text).matches()) {
                job.error("job_name", TargetsReader.nameRule("a job"));
            } else if (!jobNames.add(text)) {
                job.error("job_name", "the job '" + text + "' exists already");
            }
        });
        Optional<ProbeModule> module = readModule(job);
        Duration interval = readInterval(job, module);
        Conditions conditions = Conditions.read(job, "conditions");
        Optional<TargetFiles> files = TargetFiles.read(job, folder);
        if (!job.has("static_configs") && !job.has("file_sd_configs")) {
            job.missing("static_configs");
        }
        List<Fields> groups = job.listOfFields("static_configs");
        job.done();
        if (name.isEmpty() || module.isEmpty()) {
            groups.forEach(Fields::all);
            return Optional.empty();
        }
        TargetsReader reader = new TargetsReader(location, name.get(), module.get(), rules);
        Map<String, ProbeTarget> targets = new LinkedHashMap<>();
        groups.forEach(group -> reader.readGroup(group, targets));
        files.ifPresent(found -> checkFiles(job, found, reader));
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(
                new ProbeJob(name.get(), module.get(), conditions, interval, List.copyOf(targets.values()), files));
    }

    /** What stands in the files at the start must be good; only what comes later is put up with. */
    private void checkFiles(Fields job, TargetFiles files, TargetsReader reader) {
        try {
            Set<Path> paths = files.paths();
            if (paths.isEmpty()) {
                job.warning("file_sd_configs", "there is no such file yet: nothing is probed until there is");
            }
            paths.forEach(path -> TargetFiles.read(path, reader, problems));
        } catch (IOException e) {
            job.error("file_sd_configs", "the folder cannot be read: " + e.getMessage());
        }
    }

    private Optional<ProbeModule> readModule(Fields job) {
        Optional<String> name = job.requiredText("module");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (modules.notProbed().contains(name.get())) {
            job.warning("module", "the job is left out, because the prober of its module is not one of this program");
            return Optional.empty();
        }
        Optional<ProbeModule> module = Optional.ofNullable(modules.byName().get(name.get()));
        if (module.isEmpty() && !modules.defined().contains(name.get())) {
            job.error(
                    "module",
                    "the module '" + name.get() + "' is not defined; defined are "
                            + String.join(", ", modules.byName().keySet()));
        }
        return module;
    }

    private static Duration readInterval(Fields job, Optional<ProbeModule> module) {
        Duration interval = job.duration("interval").orElse(DEFAULT_INTERVAL);
        if (interval.compareTo(MIN_INTERVAL) < 0) {
            job.error("interval", "must be at least 1s, is " + interval.toMillis() + "ms");
        } else if (module.isPresent() && interval.compareTo(module.get().timeout()) < 0) {
            job.error(
                    "interval",
                    "must be at least the module's timeout of "
                            + module.get().timeout().toMillis() + "ms, is " + interval.toMillis()
                            + "ms: a probe may then still run when its next one is due");
        }
        return interval;
    }
}
