package slipstream.ingest.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Location;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.Origin;

/** Reads {@code probes.yml} and refuses what could not be probed as it is written. */
final class ProbeSettingsReader {
    /** The names that an observation may carry (see the contract's codec): what is let through here must not be refused there. */
    private static final Pattern NAME = Pattern.compile("(?!__)[A-Za-z0-9._:/-]{1,128}");

    private static final int MAX_LABELS = 64;

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    /** One minute, Prometheus' own default scrape interval. */
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private final Problems problems;
    private final String location;
    private final Map<String, HttpModule> modules;
    private final Set<String> definedModules;
    private final Set<String> jobNames = new HashSet<>();

    private ProbeSettingsReader(
            Problems problems, String location, Map<String, HttpModule> modules, Set<String> definedModules) {
        this.problems = problems;
        this.location = location;
        this.modules = modules;
        this.definedModules = definedModules;
    }

    static Optional<ProbeSettings> read(Path file, Problems problems) {
        Problems own = new Problems();
        List<Element> documents = YamlReader.read(file, own);
        if (documents.size() != 1 && !own.hasErrors()) {
            own.error(Location.startOf(file.toString()), "", "one document is expected, found " + documents.size());
        }
        Optional<ProbeSettings> settings = documents.stream()
                .findFirst()
                .flatMap(document -> document.asFields(own))
                .map(root -> readRoot(root, own));
        own.all().forEach(problem -> {
            switch (problem.level()) {
                case ERROR -> problems.error(problem.where(), problem.key(), problem.message());
                case WARNING -> problems.warning(problem.where(), problem.key(), problem.message());
            }
        });
        return own.hasErrors() ? Optional.empty() : settings;
    }

    private static ProbeSettings readRoot(Fields root, Problems problems) {
        if (root.has("heartbeats")) {
            root.error("heartbeats", "heartbeats are not supported yet; remove the key");
        }
        Optional<Fields> modules = root.fields("modules");
        Set<String> defined =
                new HashSet<>(modules.map(Fields::all).orElse(Map.of()).keySet());
        String location =
                root.fields("locations").map(ProbeSettingsReader::readLocation).orElse("");
        ProbeSettingsReader reader = new ProbeSettingsReader(
                problems,
                location.isEmpty() ? ProbeSettings.DEFAULT_LOCATION : location,
                HttpModuleReader.read(modules),
                defined);
        if (!root.has("probes")) {
            root.missing("probes");
        }
        List<ProbeJob> jobs = new ArrayList<>();
        root.listOfFields("probes").forEach(job -> reader.readJob(job).ifPresent(jobs::add));
        root.done();
        return new ProbeSettings(reader.location, jobs);
    }

    private static String readLocation(Fields locations) {
        String id = locations.requiredText("id").orElse("");
        if (!id.isEmpty() && !NAME.matcher(id).matches()) {
            locations.error("id", nameRule("a location"));
        }
        locations.done();
        return id;
    }

    private Optional<ProbeJob> readJob(Fields job) {
        Optional<String> name = job.requiredText("job_name");
        name.ifPresent(text -> {
            if (!NAME.matcher(text).matches()) {
                job.error("job_name", nameRule("a job"));
            } else if (!jobNames.add(text)) {
                job.error("job_name", "the job '" + text + "' exists already");
            }
        });
        Optional<HttpModule> module = readModule(job);
        Duration interval = readInterval(job, module);
        for (String key : List.of("conditions", "file_sd_configs")) {
            if (job.has(key)) {
                job.error(key, key + " are not supported yet; remove the key");
            }
        }
        if (!job.has("static_configs")) {
            job.missing("static_configs");
        }
        Map<String, ProbeTarget> targets = new LinkedHashMap<>();
        for (Fields group : job.listOfFields("static_configs")) {
            readGroup(group, name.orElse(""), targets);
        }
        job.done();
        if (problems.hasErrors() || name.isEmpty() || module.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProbeJob(name.get(), module.get(), interval, List.copyOf(targets.values())));
    }

    private Optional<HttpModule> readModule(Fields job) {
        Optional<String> name = job.requiredText("module");
        Optional<HttpModule> module = name.map(modules::get);
        if (name.isPresent() && module.isEmpty() && !definedModules.contains(name.get())) {
            job.error(
                    "module",
                    "the module '" + name.get() + "' is not defined; defined are "
                            + String.join(", ", modules.keySet()));
        }
        return module;
    }

    private static Duration readInterval(Fields job, Optional<HttpModule> module) {
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

    private void readGroup(Fields group, String job, Map<String, ProbeTarget> targets) {
        Map<String, String> labels = new LinkedHashMap<>(group.map("labels"));
        String service = labels.remove("service");
        if (service == null) {
            group.error("labels", "the label service is required: results are counted by service");
            service = "";
        } else if (!NAME.matcher(service).matches()) {
            group.error("labels", "service: " + nameRule("a service"));
        }
        if (labels.size() > MAX_LABELS) {
            group.error("labels", "has " + labels.size() + " labels, at most " + MAX_LABELS + " are kept");
        }
        List<Element> items = group.list("targets");
        if (items.isEmpty()) {
            group.error("targets", "at least one target is required");
        }
        for (Element item : items) {
            String url = item.asText(problems).map(text -> url(text, item)).orElse("");
            if (url.isEmpty()) {
                continue;
            }
            if (targets.putIfAbsent(url, new ProbeTarget(url, service, labels)) != null) {
                problems.error(item.where(), item.path(), "the target " + url + " stands twice in the job");
            }
            int sourceChars = ProbeResults.source(location, job, url).length();
            if (sourceChars > Origin.MAX_SOURCE_CHARS) {
                problems.error(
                        item.where(),
                        item.path(),
                        "location, job and target have " + sourceChars + " characters together, at most "
                                + Origin.MAX_SOURCE_CHARS + " are allowed");
            }
        }
        group.done();
    }

    /** The one form of a URL under which a target is known; like blackbox_exporter, one without a scheme is http. */
    static Optional<String> normalized(String text) {
        return parsed(text).map(HttpUrl::toString);
    }

    private static Optional<HttpUrl> parsed(String text) {
        return Optional.ofNullable(HttpUrl.parse(text.contains("://") ? text : "http://" + text));
    }

    /** The target as a URL; empty when a problem was recorded. */
    private String url(String text, Element item) {
        Optional<HttpUrl> parsed = parsed(text);
        if (parsed.isEmpty()) {
            problems.error(item.where(), item.path(), "is not an http or https URL");
            return "";
        }
        HttpUrl url = parsed.get();
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            problems.error(
                    item.where(),
                    item.path(),
                    "a target must not carry user and password, because it is shown with"
                            + " every result; put them into the module's headers");
            return "";
        }
        return url.toString();
    }

    private static String nameRule(String what) {
        return "the name of " + what + " must have 1 to 128 of A-Z a-z 0-9 . _ : / - and not begin with __";
    }
}
