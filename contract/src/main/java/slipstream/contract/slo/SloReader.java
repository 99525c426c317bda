package slipstream.contract.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.Spelling;

/** Reads one SLO document. */
final class SloReader {
    private static final Duration SHORTEST_PERIOD = Duration.ofDays(1);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(366);

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._:-]{1,128}");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final String name;
    private final Fields root;
    private final Indicators indicators;
    private final Problems problems;

    SloReader(String name, Fields root, Indicators indicators, Problems problems) {
        this.name = name;
        this.root = root;
        this.indicators = indicators;
        this.problems = problems;
    }

    Optional<SloDefinition> read() {
        int errorsBefore = problems.errorCount();
        Optional<Fields> metadata = root.fields("metadata");
        Optional<Fields> spec = root.requiredFields("spec");
        root.done();
        if (metadata.isEmpty() || spec.isEmpty()) {
            return Optional.empty();
        }
        Fields head = metadata.get();
        Fields body = spec.get();
        head.text("name");
        checkName(head);
        String displayName = head.text("displayName").orElse(name);
        Map<String, String> labels = labels(head);
        Map<String, String> annotations = head.map("annotations");
        head.done();

        String description = body.text("description").orElse("");
        Optional<String> service = body.requiredText("service");
        budgetingMethod(body);
        Optional<Duration> period = period(body);
        List<Fields> objectives = body.listOfFields("objectives");
        Optional<Indicator> indicator = indicators.of(body, objectives);
        List<Objective> targets = new ObjectivesReader(body, objectives).read();
        refusePolicies(body);
        body.done();
        if (problems.errorCount() > errorsBefore || service.isEmpty() || period.isEmpty() || indicator.isEmpty()) {
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

    /** A name stands in addresses, keys and labels; OpenSLO wants a DNS label and lets others through. */
    private void checkName(Fields head) {
        if (!NAME.matcher(name).matches()) {
            head.error("name", "'" + name + "' must have 1 to 128 letters, digits, spaces or . _ : -");
        } else if (!DNS_LABEL.matcher(name).matches()) {
            head.warning("name", "'" + name + "' is not a DNS label (a-z 0-9 -, at most 63), which OpenSLO asks for");
        }
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
        Optional<Duration> period = window.converted(
                "duration", "whole hours from 1d to 366d, such as 30d or 4w", SloReader::checkedPeriod);
        if (!window.has("duration")) {
            window.missing("duration");
        }
        boolean hasCalendar = window.has("calendar");
        boolean isFalse = window.bool("isRolling").filter(rolling -> !rolling).isPresent();
        if (hasCalendar || isFalse || !window.has("isRolling")) {
            window.error("isRolling", "calendar windows are not supported yet: set isRolling: true, without calendar");
        }
        window.done();
        return period;
    }

    /** In OpenSLO {@code 1M} is a month and {@code 1m} a minute, which the spec's own example takes for a month. */
    private static Duration checkedPeriod(String text) {
        Duration period = Durations.parse(text);
        if (period.compareTo(SHORTEST_PERIOD) < 0
                || period.compareTo(LONGEST_PERIOD) > 0
                || period.toSeconds() % 3600 != 0) {
            throw new IllegalArgumentException("the period must be whole hours, from 1d to 366d");
        }
        return period;
    }

    private void refusePolicies(Fields body) {
        if (!body.list("alertPolicies").isEmpty()) {
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
                Locale.ROOT,
                "the %s pair %s is left out: it needs a burn rate above %.4g, and at this target the largest possible is %.4g",
                policy.severity(),
                windows,
                pair.factor(),
                largest);
    }
}
