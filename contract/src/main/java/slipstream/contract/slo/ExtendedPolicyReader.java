package slipstream.contract.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/** Reads an AlertPolicy of ours, which says what OpenSLO's cannot: several windows, what is left, when it will be gone. */
final class ExtendedPolicyReader {
    /** The conditions of an alert, with the end of the name that an alert gets which has none of its own. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "burnRate", "burn-rate", "budgetLeft", "budget-left", "exhaustion", "exhaustion", "noData", "no-data");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Duration CHECKED_PERIOD = Duration.ofDays(30);
    private static final int MOST_BAD = 1_000_000_000;

    private final Registry registry;
    private final Document document;

    ExtendedPolicyReader(Registry registry, Document document) {
        this.registry = registry;
        this.document = document;
    }

    /**
     * The policies that it makes, one for each of its alerts.
     *
     * @param subject the SLO they are for; without one the document is only checked
     */
    List<AlertPolicy> read(Optional<Subject> subject) {
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return List.of();
        }
        Fields spec = body.get();
        Metadata.description(spec, registry.reading());
        if (!spec.holds("alerts")) {
            spec.missing("alerts");
        }
        List<Fields> items = spec.holds("alerts") ? spec.listOfFields("alerts") : List.of();
        spec.done();
        List<AlertPolicy> policies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields item : items) {
            alert(item, subject).ifPresent(policy -> {
                policies.add(policy);
                if (!names.add(policy.severity() + " " + policy.name())) {
                    item.error(
                            "name",
                            "two alerts of severity " + policy.severity() + " are called '" + policy.name() + "'");
                }
            });
        }
        return policies;
    }

    private Optional<AlertPolicy> alert(Fields item, Optional<Subject> subject) {
        int errorsBefore = registry.problems().errorCount();
        Optional<String> severity = item.requiredText("severity");
        Optional<String> name = item.holds("name") ? item.text("name") : Optional.empty();
        Map<String, String> labels = item.holds("labels") ? item.map("labels") : Map.of();
        Map<String, String> annotations = item.holds("annotations") ? item.map("annotations") : Map.of();
        Optional<String> kind = Exclusive.of(item, List.of("burnRate", "budgetLeft", "exhaustion", "noData"));
        Optional<SloCondition> condition =
                kind.flatMap(key -> item.fields(key).flatMap(fields -> condition(key, fields, subject)));
        item.done();
        boolean spendsBudget = kind.isPresent() && !kind.get().equals("noData");
        if (spendsBudget && subject.isPresent() && !subject.get().hasBudget()) {
            item.warning(
                    kind.get(),
                    "the SLO '" + subject.get().slo() + "' has no error budget, so that any bad event meets this");
        }
        if (registry.problems().errorCount() > errorsBefore || condition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AlertPolicy(
                name.orElseGet(() -> document.name() + "-" + CONDITIONS.get(kind.orElseThrow())),
                severity.orElseThrow(),
                condition.get(),
                true,
                true,
                List.of(),
                merged(document.metadata().labels(), labels),
                merged(document.metadata().annotations(), annotations)));
    }

    private static Map<String, String> merged(Map<String, String> ofAll, Map<String, String> own) {
        Map<String, String> merged = new HashMap<>(ofAll);
        merged.putAll(own);
        return merged;
    }

    private static Optional<SloCondition> condition(String kind, Fields fields, Optional<Subject> subject) {
        Optional<SloCondition> condition = switch (kind) {
            case "burnRate" -> burnRate(fields, subject);
            case "budgetLeft" -> budgetLeft(fields);
            case "exhaustion" -> exhaustion(fields, subject);
            case "noData" -> Windows.required(fields, "within").map(SloCondition.NoData::new);
            default -> throw new IllegalArgumentException(kind);
        };
        fields.done();
        return condition;
    }

    private static Optional<SloCondition> burnRate(Fields burnRate, Optional<Subject> subject) {
        SloCondition.Basis basis = burnRate.holds("basis")
                ? burnRate.oneOf("basis", "ratio", "budgetShare")
                        .filter("budgetShare"::equals)
                        .map(word -> SloCondition.Basis.BUDGET_SHARE)
                        .orElse(SloCondition.Basis.RATIO)
                : SloCondition.Basis.RATIO;
        int minBad = burnRate.holds("minBadEvents")
                ? burnRate.wholeNumber("minBadEvents", 0, MOST_BAD).orElse(0)
                : 0;
        if (!burnRate.holds("windows")) {
            burnRate.missing("windows");
            return Optional.empty();
        }
        List<BurnRatePair> pairs = new ArrayList<>();
        List<Fields> items = burnRate.listOfFields("windows");
        items.forEach(item -> pair(item, basis, subject).ifPresent(pairs::add));
        if (burnRate.list("windows").isEmpty()) {
            burnRate.error("windows", "must list at least one pair of windows");
        }
        return pairs.isEmpty() || pairs.size() < items.size()
                ? Optional.empty()
                : Optional.of(new SloCondition.BurnRateWindows(pairs, basis, minBad));
    }

    private static Optional<BurnRatePair> pair(Fields item, SloCondition.Basis basis, Optional<Subject> subject) {
        Optional<Duration> shortWindow = Windows.required(item, "short");
        Optional<Duration> longWindow = Windows.required(item, "long");
        Optional<String> measure = Exclusive.of(item, List.of("budgetPercent", "factor"));
        Optional<BigDecimal> number =
                measure.flatMap(key -> item.converted(key, "a number above 0", ExtendedPolicyReader::positive));
        item.done();
        if (shortWindow.isEmpty() || longWindow.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        if (shortWindow.get().compareTo(longWindow.get()) >= 0) {
            item.error(
                    "short",
                    "must be shorter than long, " + Durations.format(longWindow.get())
                            + ": it shows that the budget is still being spent");
            return Optional.empty();
        }
        boolean isPercent = measure.get().equals("budgetPercent");
        if (isPercent && number.get().compareTo(HUNDRED) > 0) {
            item.error("budgetPercent", "no window can spend more than 100 % of what is allowed before it is all gone");
            return Optional.empty();
        }
        Duration period = subject.map(slo -> slo.period().nominal()).orElse(CHECKED_PERIOD);
        BurnRatePair pair;
        try {
            pair = isPercent
                    ? BurnRatePair.spending(number.get(), shortWindow.get(), longWindow.get(), period)
                    : BurnRatePair.above(number.get(), shortWindow.get(), longWindow.get());
        } catch (IllegalArgumentException e) {
            item.error(measure.get(), e.getMessage());
            return Optional.empty();
        }
        return subject.isEmpty() || isPossible(item, measure.get(), pair, basis, subject.get())
                ? Optional.of(pair)
                : Optional.empty();
    }

    private static BigDecimal positive(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.signum() <= 0) {
            throw new IllegalArgumentException("not above 0");
        }
        return number;
    }

    private static boolean isPossible(
            Fields item, String key, BurnRatePair pair, SloCondition.Basis basis, Subject slo) {
        if (pair.longWindow().compareTo(slo.period().nominal()) > 0) {
            item.error("long", longerThanPeriod(slo));
            return false;
        }
        // A window may hold all the traffic of a period, and so any share of its budget: only the ratio has a limit.
        if (basis == SloCondition.Basis.RATIO
                && !slo.canBurn(pair.factorNumerator(), pair.factorDenominator(), false)) {
            item.error(key, "can never alert for the SLO '" + slo.slo() + "': " + slo.outOfReach(pair.factor()));
            return false;
        }
        return true;
    }

    private static String longerThanPeriod(Subject slo) {
        return "is longer than the period of the SLO '" + slo.slo() + "', "
                + slo.period().words();
    }

    private static Optional<SloCondition> budgetLeft(Fields budgetLeft) {
        if (!budgetLeft.holds("below")) {
            budgetLeft.missing("below");
            return Optional.empty();
        }
        return Shares.read(budgetLeft, "below", Objective.MILLION).map(SloCondition.BudgetLeft::new);
    }

    private static Optional<SloCondition> exhaustion(Fields exhaustion, Optional<Subject> subject) {
        Optional<Duration> within = Windows.required(exhaustion, "within");
        Optional<Duration> lookback = Windows.required(exhaustion, "lookback");
        subject.ifPresent(slo -> {
            for (String key : List.of("within", "lookback")) {
                Optional<Duration> length = key.equals("within") ? within : lookback;
                if (length.isPresent() && length.get().compareTo(slo.period().nominal()) > 0) {
                    exhaustion.error(key, longerThanPeriod(slo));
                }
            }
        });
        return within.isPresent() && lookback.isPresent()
                ? Optional.of(new SloCondition.Exhaustion(within.get(), lookback.get()))
                : Optional.empty();
    }
}
