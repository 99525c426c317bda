package slipstream.contract.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.Spelling;

/** Reads one SLO document. */
final class SloReader {
    private static final Duration SHORTEST_PERIOD = Duration.ofDays(1);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(366);

    private final String name;
    private final Fields root;
    private final Map<String, Fields> indicators;
    private final Problems problems;

    SloReader(String name, Fields root, Map<String, Fields> indicators, Problems problems) {
        this.name = name;
        this.root = root;
        this.indicators = indicators;
        this.problems = problems;
    }

    Optional<SloDefinition> read() {
        long errorsBefore = errorCount();
        Optional<Fields> metadata = root.fields("metadata");
        Optional<Fields> spec = root.requiredFields("spec");
        root.done();
        if (metadata.isEmpty() || spec.isEmpty()) {
            return Optional.empty();
        }
        Fields head = metadata.get();
        Fields body = spec.get();
        head.text("name");
        String displayName = head.text("displayName").orElse(name);
        Map<String, String> labels = labels(head);
        Map<String, String> annotations = head.map("annotations");
        head.done();

        String description = body.text("description").orElse("");
        Optional<String> service = body.requiredText("service");
        budgetingMethod(body);
        Optional<Duration> period = period(body);
        List<Fields> objectives = body.listOfFields("objectives");
        Optional<Indicator> indicator = indicator(body, objectives);
        List<Objective> targets = objectives(body, objectives);
        refusePolicies(body);
        body.done();
        if (errorCount() > errorsBefore || service.isEmpty() || period.isEmpty() || indicator.isEmpty()) {
            return Optional.empty();
        }
        List<BurnRatePolicy> policies = policies(body, period.get(), targets);
        return Optional.of(new SloDefinition(
                new SloId(name),
                indicator.get().version(),
                displayName,
                description,
                service.get(),
                labels,
                annotations,
                indicator.get(),
                period.get(),
                targets,
                policies,
                root.where()));
    }

    private long errorCount() {
        return problems.all().stream()
                .filter(problem -> problem.level() == slipstream.contract.document.Problem.Level.ERROR)
                .count();
    }

    /** OpenSLO lets a label be text or a list of texts; a list becomes one comma-separated label. */
    private Map<String, String> labels(Fields metadata) {
        Map<String, String> labels = new LinkedHashMap<>();
        metadata.fields("labels")
                .ifPresent(entries -> entries.all().forEach((label, value) -> {
                    if (value.isList()) {
                        List<String> texts = new ArrayList<>();
                        value.asList(problems)
                                .forEach(item -> item.asText(problems).ifPresent(texts::add));
                        labels.put(label, String.join(",", texts));
                    } else {
                        value.asText(problems).ifPresent(text -> labels.put(label, text));
                    }
                }));
        return labels;
    }

    private void budgetingMethod(Fields body) {
        body.requiredText("budgetingMethod").ifPresent(method -> {
            switch (method) {
                case "Occurrences" -> {
                    // The one that counts events.
                }
                case "Timeslices", "RatioTimeslices" ->
                    body.error("budgetingMethod", method + " is not supported yet, Occurrences is");
                default ->
                    body.error(
                            "budgetingMethod",
                            "'" + method + "' is not a budgeting method"
                                    + Spelling.suggestion(
                                            method, List.of("Occurrences", "Timeslices", "RatioTimeslices")));
            }
        });
    }

    private Optional<Duration> period(Fields body) {
        List<Fields> windows = body.listOfFields("timeWindow");
        if (windows.size() != 1) {
            body.error("timeWindow", "must list exactly one window, lists " + windows.size());
            return Optional.empty();
        }
        Fields window = windows.get(0);
        Optional<Duration> period =
                window.converted("duration", "a duration such as 30d, 4w or 24h", text -> checkedPeriod(text));
        if (!window.has("duration")) {
            window.missing("duration");
        }
        boolean rolling = window.bool("isRolling").orElse(false);
        if (!rolling || window.has("calendar")) {
            window.error("isRolling", "only rolling windows are supported yet: set isRolling: true, without calendar");
        }
        window.done();
        return period;
    }

    private static Duration checkedPeriod(String text) {
        Duration period = Durations.parse(text);
        if (period.compareTo(SHORTEST_PERIOD) < 0
                || period.compareTo(LONGEST_PERIOD) > 0
                || period.toSeconds() % 3600 != 0) {
            throw new IllegalArgumentException("the period must be whole hours, from 1d to 366d");
        }
        return period;
    }

    private Optional<Indicator> indicator(Fields body, List<Fields> objectives) {
        Optional<String> reference = body.text("indicatorRef");
        Optional<Fields> inline = body.fields("indicator");
        if (reference.isPresent() == inline.isPresent()) {
            if (objectives.stream().anyMatch(o -> o.has("indicator") || o.has("indicatorRef"))) {
                body.error("objectives", "composite SLOs (an indicator on each objective) are not supported yet");
            } else {
                body.error("indicator", "needs exactly one of indicator and indicatorRef");
            }
            return Optional.empty();
        }
        if (inline.isPresent()) {
            inline.get().fields("metadata");
            Optional<Fields> spec = inline.get().requiredFields("spec");
            inline.get().done();
            return spec.flatMap(fields -> new IndicatorReader(fields).read(objectives));
        }
        Fields document = indicators.get(reference.get());
        if (document == null) {
            body.error(
                    "indicatorRef",
                    "there is no SLI '" + reference.get() + "'"
                            + Spelling.suggestion(reference.get(), indicators.keySet()));
            return Optional.empty();
        }
        document.fields("metadata");
        Optional<Fields> spec = document.requiredFields("spec");
        document.done();
        return spec.flatMap(fields -> new IndicatorReader(fields).read(objectives));
    }

    private List<Objective> objectives(Fields body, List<Fields> items) {
        if (items.isEmpty()) {
            body.error("objectives", "must list at least one objective");
        }
        List<Objective> objectives = new ArrayList<>();
        for (Fields item : items) {
            String displayName = item.text("displayName").orElse("");
            String objectiveName = items.size() == 1 ? "" : displayName;
            if (items.size() > 1 && displayName.isEmpty()) {
                item.missing("displayName");
            }
            if (item.has("target") == item.has("targetPercent")) {
                item.error("target", "needs exactly one of target and targetPercent");
                item.done();
                continue;
            }
            boolean percent = item.has("targetPercent");
            String key = percent ? "targetPercent" : "target";
            Optional<BigDecimal> number = item.converted(key, "a number", BigDecimal::new);
            number.ifPresent(value -> {
                BigDecimal target = percent ? value.movePointLeft(2) : value;
                try {
                    objectives.add(Objective.ofTarget(objectiveName, target));
                } catch (IllegalArgumentException e) {
                    item.error(key, e.getMessage());
                }
            });
            item.done();
        }
        return objectives;
    }

    private void refusePolicies(Fields body) {
        Optional<Element> policies = body.element("alertPolicies");
        if (policies.isPresent() && !policies.get().asList(problems).isEmpty()) {
            body.error(
                    "alertPolicies",
                    "policies of an SLO's own are not supported yet: leave the key out, and the standard four"
                            + " burn-rate window pairs apply");
        }
    }

    /** The standard policies, without the pairs that no objective of this SLO can ever exceed. */
    private static List<BurnRatePolicy> policies(Fields body, Duration period, List<Objective> objectives) {
        List<BurnRatePolicy> policies = new ArrayList<>();
        for (BurnRatePolicy policy : BurnRatePolicy.standard(period)) {
            List<BurnRatePair> reachable = new ArrayList<>();
            for (BurnRatePair pair : policy.pairs()) {
                if (pair.longWindow().compareTo(period) < 0
                        && objectives.stream().anyMatch(pair::canFire)) {
                    reachable.add(pair);
                } else {
                    body.warning("objectives", unreachable(policy, pair, period, objectives));
                }
            }
            if (!reachable.isEmpty()) {
                policies.add(new BurnRatePolicy(policy.severity(), reachable));
            }
        }
        return policies;
    }

    private static String unreachable(
            BurnRatePolicy policy, BurnRatePair pair, Duration period, List<Objective> objectives) {
        String windows = Durations.format(pair.shortWindow()) + "/" + Durations.format(pair.longWindow());
        if (pair.longWindow().compareTo(period) >= 0) {
            return "the " + policy.severity() + " pair " + windows + " is left out: it is not shorter than the period "
                    + Durations.format(period);
        }
        double largest = objectives.stream()
                .mapToDouble(objective -> Objective.MILLION / (double) objective.badPpm())
                .max()
                .orElse(1);
        return String.format(
                java.util.Locale.ROOT,
                "the %s pair %s is left out: it needs a burn rate above %.4g, and at this target the largest possible is %.4g",
                policy.severity(),
                windows,
                pair.factor(),
                largest);
    }
}
