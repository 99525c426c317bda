package slipstream.contract.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipstream.contract.document.Fields;

/** Reads the {@code objectives} of an SLO document: the promises, apart from what is measured. */
final class ObjectivesReader {
    private static final BigDecimal MILLION = BigDecimal.valueOf(Objective.MILLION);
    private static final int MAX_DIGITS = 30;
    private static final long HEAVIEST_MILLIS = 1_000_000_000L;

    private final Fields slo;
    private final List<Fields> items;
    private final Optional<BudgetingMethod> method;
    private final Reading reading;
    private final Set<String> names = new HashSet<>();

    ObjectivesReader(Fields slo, List<Fields> items, Optional<BudgetingMethod> method, Reading reading) {
        this.slo = slo;
        this.items = items;
        this.method = method;
        this.reading = reading;
    }

    List<Objective> read() {
        if (items.isEmpty()) {
            slo.error("objectives", "must list at least one objective");
        }
        boolean isComposite = IndicatorsReader.isComposite(items);
        List<Objective> objectives = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            objective(items.get(i), isComposite ? i : 0, isComposite).ifPresent(objectives::add);
        }
        return objectives;
    }

    private Optional<Objective> objective(Fields item, int indicator, boolean isComposite) {
        int errorsBefore = item.problems().errorCount();
        String displayName =
                item.holds("displayName") ? item.text("displayName").orElse("") : "";
        Optional<TimeSlice> slice = slice(item);
        long weight = weight(item, isComposite);
        // Who reads the indicator reads these; here they are only known.
        List.of("op", "value", "indicator", "indicatorRef").forEach(item::element);
        Optional<Objective> target = target(item, reading);
        item.done();
        if (target.isEmpty()) {
            return Optional.empty();
        }
        String name = name(item, displayName, target.get());
        return item.problems().errorCount() > errorsBefore
                ? Optional.empty()
                : Optional.of(new Objective(name, target.get().badPpm(), slice, indicator, weight));
    }

    /** The promise itself, without a name: {@code target} or {@code targetPercent}. */
    static Optional<Objective> target(Fields item, Reading reading) {
        boolean isPercent = item.holds("targetPercent");
        if (isPercent == item.holds("target")) {
            item.error("target", "needs exactly one of target and targetPercent");
            return Optional.empty();
        }
        return isPercent ? ofPercent(item, reading) : ofShare(item, reading);
    }

    private static Optional<Objective> ofShare(Fields item, Reading reading) {
        Optional<BigDecimal> target = item.converted("target", "a number", BigDecimal::new);
        return target.flatMap(share -> isEverything(item, "target", share, BigDecimal.ONE, reading)
                ? Optional.of(new Objective("", 0))
                : checked(item, "target", () -> Objective.ofTarget("", share)));
    }

    private static Optional<Objective> ofPercent(Fields item, Reading reading) {
        Optional<BigDecimal> target = item.converted("targetPercent", "a number", BigDecimal::new);
        if (target.isPresent() && target.get().signum() > 0 && target.get().compareTo(BigDecimal.ONE) < 0) {
            item.warning("targetPercent", "is less than 1 %: a share such as 0.999 goes in target");
        }
        return target.flatMap(percent -> isEverything(item, "targetPercent", percent, BigDecimal.valueOf(100), reading)
                ? Optional.of(new Objective("", 0))
                : checked(item, "targetPercent", () -> Objective.ofTargetPercent("", percent)));
    }

    /** A promise of 100 %: OpenSLO has none, and people make it all the same. */
    private static boolean isEverything(
            Fields item, String key, BigDecimal target, BigDecimal everything, Reading reading) {
        if (reading == Reading.STRICT || target.precision() > MAX_DIGITS || target.compareTo(everything) != 0) {
            return false;
        }
        item.warning(key, "a target of 100 % leaves no error budget: the first bad event breaks it");
        return true;
    }

    private static <T> Optional<T> checked(Fields item, String key, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            item.error(key, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<TimeSlice> slice(Fields item) {
        if (method.isEmpty() || method.get() == BudgetingMethod.OCCURRENCES) {
            ignoreSlices(item);
            return Optional.empty();
        }
        boolean needsTarget = method.get() == BudgetingMethod.TIMESLICES;
        if (!item.holds("timeSliceWindow")) {
            item.missing("timeSliceWindow");
        }
        Optional<Duration> window = Shorthand.length(item, "timeSliceWindow", reading);
        Optional<Long> target = Optional.of(0L);
        if (needsTarget) {
            if (!item.holds("timeSliceTarget")) {
                item.missing("timeSliceTarget");
            }
            target = item.holds("timeSliceTarget") ? sliceTarget(item) : Optional.empty();
        } else if (item.holds("timeSliceTarget")) {
            item.warning("timeSliceTarget", "means nothing with budgetingMethod RatioTimeslices and is ignored");
        }
        if (window.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        long ppm = target.get();
        return checked(item, "timeSliceWindow", () -> new TimeSlice(window.get(), ppm));
    }

    private static Optional<Long> sliceTarget(Fields item) {
        return item.converted("timeSliceTarget", "above 0 and at most 1, to one per million", text -> {
            BigDecimal target = new BigDecimal(text);
            if (target.signum() <= 0
                    || target.precision() > MAX_DIGITS
                    || target.compareTo(BigDecimal.ONE) > 0
                    || target.scale() > MAX_DIGITS) {
                throw new IllegalArgumentException("out of range");
            }
            return target.multiply(MILLION)
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .longValueExact();
        });
    }

    private void ignoreSlices(Fields item) {
        for (String key : List.of("timeSliceTarget", "timeSliceWindow")) {
            if (item.holds(key) && method.isPresent()) {
                item.warning(key, "means nothing with budgetingMethod Occurrences and is ignored");
            }
        }
    }

    private static long weight(Fields item, boolean isComposite) {
        if (!item.holds("compositeWeight")) {
            return Objective.WHOLE_WEIGHT;
        }
        if (!isComposite) {
            item.warning("compositeWeight", "means nothing unless each objective has an indicator, and is ignored");
        }
        Optional<Long> weight = item.converted("compositeWeight", "a number above 0, to one per thousand", text -> {
            BigDecimal number = new BigDecimal(text);
            if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
                throw new IllegalArgumentException("too many digits");
            }
            long millis = number.movePointRight(3).longValueExact();
            if (millis < 1 || millis > HEAVIEST_MILLIS) {
                throw new IllegalArgumentException("out of range");
            }
            return millis;
        });
        return isComposite ? weight.orElse(Objective.WHOLE_WEIGHT) : Objective.WHOLE_WEIGHT;
    }

    /** Objectives of one SLO are told apart by their names, in records, labels and answers. */
    private String name(Fields item, String displayName, Objective objective) {
        if (items.size() == 1) {
            return "";
        }
        String name = displayName;
        if (name.isEmpty()) {
            name = objective.targetPercent();
            item.warning("displayName", "is wanted where there are several objectives; this one is called " + name);
        }
        if (!names.add(name)) {
            item.error("displayName", "two objectives of this SLO are called '" + name + "'");
        }
        return name;
    }
}
