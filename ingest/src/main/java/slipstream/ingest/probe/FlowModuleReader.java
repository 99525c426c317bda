package slipstream.ingest.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.document.Fields;
import slipstream.ingest.probe.condition.Conditions;

/** Reads the {@code flow} section of a module, which is ours: steps of one request each. */
final class FlowModuleReader {
    /** Each step leaves an attribute on every result, and an observation has room for 64 of them. */
    static final int MAX_STEPS = 20;

    private static final Pattern STEP_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern CAPTURE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private final Fields flow;
    private final Path folder;
    private final Set<String> stepNames = new HashSet<>();
    private final Set<String> captured = new HashSet<>();

    private FlowModuleReader(Fields flow, Path folder) {
        this.flow = flow;
        this.folder = folder;
    }

    static Optional<ProbeModule> read(Fields module, Duration timeout, Path folder) {
        Optional<Fields> section = module.has("flow") ? module.fields("flow") : Optional.of(module);
        return section.map(flow -> new FlowModuleReader(flow, folder).read(module, timeout));
    }

    private ProbeModule read(Fields module, Duration timeout) {
        List<FlowModule.Step> steps = new ArrayList<>();
        List<Fields> items = flow.listOfFields("steps");
        if (items.isEmpty() || items.size() > MAX_STEPS) {
            flow.error("steps", "a flow has 1 to " + MAX_STEPS + " steps, here are " + items.size());
        }
        items.forEach(item -> readStep(item).ifPresent(steps::add));
        TlsSettings tls = TlsSettings.read(flow, folder);
        IpChoice addresses = IpChoice.read(flow);
        if (flow != module) {
            flow.done();
        }
        return new FlowModule(timeout, steps, tls, addresses);
    }

    private Optional<FlowModule.Step> readStep(Fields step) {
        Optional<String> name = step.requiredText("name");
        name.ifPresent(text -> {
            if (!STEP_NAME.matcher(text).matches()) {
                step.error("name", "the name of a step must have 1 to 40 of A-Z a-z 0-9 _ -");
            } else if (!stepNames.add(text)) {
                step.error("name", "the step '" + text + "' exists already");
            }
        });
        Optional<String> url = step.requiredText("url");
        url.ifPresent(text -> checkPlaces(step, "url", text));
        HttpAsk ask = HttpAskReader.read(step, folder);
        ask.body().ifPresent(text -> checkPlaces(step, "body", text));
        ask.headers().values().forEach(values -> values.forEach(text -> checkPlaces(step, "headers", text)));
        HttpChecks checks = HttpModuleReader.checks(step);
        Conditions conditions = Conditions.read(step, "conditions");
        List<Capture> captures = captures(step);
        step.done();
        if (name.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FlowModule.Step(name.get(), url.get(), ask, checks, conditions, captures));
    }

    private void checkPlaces(Fields step, String key, String text) {
        Matcher place = Captured.PLACE.matcher(text);
        while (place.find()) {
            if (!captured.contains(place.group(1))) {
                step.error(
                        key,
                        "'" + place.group() + "' is captured by no earlier step; captured are "
                                + (captured.isEmpty() ? "none" : String.join(", ", captured)));
            }
        }
    }

    private List<Capture> captures(Fields step) {
        List<Capture> captures = new ArrayList<>();
        step.map("capture").forEach((name, source) -> {
            if (!CAPTURE_NAME.matcher(name).matches()) {
                step.error("capture", "'" + name + "' must be letters, digits and _, and begin with a letter");
                return;
            }
            try {
                captures.add(Capture.compile(name, source));
                captured.add(name);
            } catch (IllegalArgumentException e) {
                step.error("capture", name + ": " + e.getMessage());
            }
        });
        return captures;
    }
}
