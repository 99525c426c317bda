package slipstream.contract.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Quantity;

/** Reads the {@code condition} of an AlertRule: one of eight forms, which come down to four conditions. */
final class RuleConditionReader {
    private static final List<String> FORMS =
            List.of("threshold", "limit", "increase", "sum", "certificateExpiry", "consecutive", "noData", "quota");

    private static final Duration LIMIT_WINDOW = Duration.ofMinutes(5);
    private static final Duration CERTIFICATE_WINDOW = Duration.ofDays(1);
    private static final int MOST_EVENTS = 1_000_000_000;
    private static final long MOST_SHARE_PPM = 10 * Objective.MILLION;
    private static final long USUAL_WARNING_PPM = 800_000;

    private final Fields condition;
    private final Fields rule;
    private final Optional<Selector> value;

    /** @param value what the rule takes from each observation, where it says so */
    RuleConditionReader(Fields condition, Fields rule, Optional<Selector> value) {
        this.condition = condition;
        this.rule = rule;
        this.value = value;
    }

    /**
     * A condition as it is computed.
     *
     * @param value what it takes from each observation, which some forms decide themselves
     */
    record Condition(RuleCondition when, Optional<Selector> value) {}

    /** The condition; empty, with problems recorded, when it is faulty. */
    Optional<Condition> read() {
        Optional<String> form = Exclusive.of(condition, FORMS);
        FORMS.forEach(condition::element);
        condition.done();
        return form.flatMap(word -> condition.fields(word).flatMap(fields -> {
            Optional<Condition> read = read(word, fields);
            fields.done();
            return read;
        }));
    }

    private Optional<Condition> read(String form, Fields fields) {
        return switch (form) {
            case "threshold" -> threshold(fields);
            case "limit" -> limit(fields);
            case "increase" -> increase(fields);
            case "sum" -> sum(fields);
            case "certificateExpiry" -> certificate(fields);
            case "consecutive" -> consecutive(fields);
            case "noData" -> noData(fields);
            case "quota" -> quota(fields);
            default -> throw new IllegalArgumentException(form);
        };
    }

    private Optional<Condition> threshold(Fields fields) {
        Optional<RuleCondition.Aggregation> aggregation = aggregation(fields, RuleCondition.Aggregation.values());
        Optional<Comparison> op = ComparisonReader.required(fields);
        Optional<BigDecimal> against = aggregation.flatMap(how -> against(fields, how));
        Optional<Duration> sustained = Windows.read(fields, "sustained");
        Optional<Duration> window = Windows.read(fields, "window");
        long minEvents = fields.holds("minEvents")
                ? fields.wholeNumber("minEvents", 1, MOST_EVENTS).orElse(1)
                : 1;
        if (!fields.holds("window") && !fields.holds("sustained")) {
            fields.error("window", "is required unless sustained is given");
            return Optional.empty();
        }
        aggregation.ifPresent(this::requireWhatItTakes);
        boolean isWindowFaulty = fields.holds("window") && window.isEmpty();
        boolean isSustainedFaulty = fields.holds("sustained") && sustained.isEmpty();
        if (isWindowFaulty || isSustainedFaulty || aggregation.isEmpty() || op.isEmpty() || against.isEmpty()) {
            return Optional.empty();
        }
        Optional<Selector> taken = aggregation.get().needsValue() ? value : Optional.empty();
        return Optional.of(new Condition(
                new RuleCondition.Threshold(
                        aggregation.get(),
                        window.orElseGet(() -> lapse(aggregation.get(), sustained)),
                        op.get(),
                        against.get(),
                        sustained,
                        minEvents),
                taken));
    }

    /** A window that makes the end of a spell as quick as its lapse is long. */
    private static Duration lapse(RuleCondition.Aggregation aggregation, Optional<Duration> sustained) {
        RuleCondition.Threshold any = new RuleCondition.Threshold(
                aggregation, sustained.orElseThrow(), Comparison.GT, BigDecimal.ZERO, sustained, 1);
        return Windows.roundedUp(any.lapse());
    }

    private void requireWhatItTakes(RuleCondition.Aggregation aggregation) {
        if (aggregation.needsValue() && value.isEmpty()) {
            rule.error("value", "is required: " + aggregation.word() + " is taken of a value");
        }
        boolean needsBad =
                aggregation == RuleCondition.Aggregation.ERROR_RATIO || aggregation == RuleCondition.Aggregation.BAD;
        if (needsBad) {
            requireBad(aggregation.word());
        }
        if (!aggregation.needsValue() && value.isPresent()) {
            rule.warning("value", "means nothing beside " + aggregation.word() + " and is ignored");
        }
    }

    private void requireBad(String what) {
        if (!rule.holds("bad") && !rule.holds("good")) {
            rule.error("bad", "is required, or good: " + what + " asks which observations are bad");
        }
    }

    private static Optional<RuleCondition.Aggregation> aggregation(
            Fields fields, RuleCondition.Aggregation... allowed) {
        if (!fields.holds("aggregate")) {
            fields.missing("aggregate");
            return Optional.empty();
        }
        String[] words =
                Arrays.stream(allowed).map(RuleCondition.Aggregation::word).toArray(String[]::new);
        return fields.oneOf("aggregate", words)
                .flatMap(word -> Arrays.stream(allowed)
                        .filter(aggregation -> aggregation.word().equals(word))
                        .findFirst());
    }

    private static Optional<BigDecimal> against(Fields fields, RuleCondition.Aggregation aggregation) {
        Optional<Quantity> quantity = requiredQuantity(fields, "value");
        boolean isRatio = aggregation == RuleCondition.Aggregation.ERROR_RATIO;
        if (quantity.isPresent() && isRatio) {
            BigDecimal share = quantity.get().value();
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                fields.error("value", "an error ratio is 0 to 1, or 0% to 100%, and never " + share.toPlainString());
                return Optional.empty();
            }
        } else if (quantity.isPresent() && quantity.get().isShare()) {
            fields.error(
                    "value",
                    "a percentage is compared with errorRatio, or with a limit; of " + aggregation.word()
                            + " give the number itself");
            return Optional.empty();
        }
        return quantity.map(Quantity::value);
    }

    private static Optional<Quantity> requiredQuantity(Fields fields, String key) {
        if (!fields.holds(key)) {
            fields.missing(key);
            return Optional.empty();
        }
        return fields.quantity(key);
    }

    /** A gauge with a limit of its own: what counts is how much of that is used. */
    private Optional<Condition> limit(Fields fields) {
        if (!fields.holds("share")) {
            fields.missing("share");
        }
        Optional<Long> share = Shares.read(fields, "share", MOST_SHARE_PPM);
        Comparison op = fields.holds("op") ? ComparisonReader.required(fields).orElse(Comparison.GT) : Comparison.GT;
        Optional<Duration> sustained = Windows.read(fields, "sustained");
        Duration window = Windows.read(fields, "window").orElse(LIMIT_WINDOW);
        String used = value.map(own -> "(" + own.expression() + ")").orElse("value") + " / limit";
        Selector taken = new Selector(used, condition.whereIs("limit"), condition.keyPath("limit"));
        return share.map(ppm -> new Condition(
                new RuleCondition.Threshold(
                        RuleCondition.Aggregation.LAST,
                        window,
                        op,
                        BigDecimal.valueOf(ppm).movePointLeft(6).stripTrailingZeros(),
                        sustained,
                        1),
                Optional.of(taken)));
    }

    private Optional<Condition> increase(Fields fields) {
        Optional<Quantity> by = requiredQuantity(fields, "by");
        if (by.isPresent() && (by.get().isShare() || by.get().value().signum() <= 0)) {
            fields.error("by", "must be a number above 0 with or without a unit, such as 50MB");
            return Optional.empty();
        }
        Optional<Duration> within = Windows.required(fields, "within");
        requireWhatItTakes(RuleCondition.Aggregation.INCREASE);
        return within.flatMap(window -> by.map(
                growth -> simple(RuleCondition.Aggregation.INCREASE, window, Comparison.GT, growth.value(), value)));
    }

    private Optional<Condition> sum(Fields fields) {
        Optional<Duration> within = Windows.required(fields, "within");
        Optional<Comparison> op = ComparisonReader.required(fields);
        RuleCondition.Aggregation aggregation =
                value.isPresent() ? RuleCondition.Aggregation.SUM : RuleCondition.Aggregation.COUNT;
        Optional<BigDecimal> against = against(fields, aggregation);
        return within.isPresent() && op.isPresent() && against.isPresent()
                ? Optional.of(simple(aggregation, within.get(), op.get(), against.get(), value))
                : Optional.empty();
    }

    private Optional<Condition> certificate(Fields fields) {
        Optional<Duration> within = fields.holds("within") ? fields.duration("within") : Optional.empty();
        if (!fields.holds("within")) {
            fields.missing("within");
        }
        if (within.isPresent() && within.get().toMillis() % Duration.ofDays(1).toMillis() != 0) {
            fields.error("within", "is counted in whole days, such as 30d");
            return Optional.empty();
        }
        Duration window = Windows.read(fields, "window").orElse(CERTIFICATE_WINDOW);
        Selector days = value.orElseGet(() -> new Selector(
                "certificateDaysLeft", condition.whereIs("certificateExpiry"), condition.keyPath("certificateExpiry")));
        return within.map(left -> new Condition(
                new RuleCondition.Threshold(
                        RuleCondition.Aggregation.MIN,
                        window,
                        Comparison.LT,
                        BigDecimal.valueOf(left.toDays()),
                        Optional.empty(),
                        1),
                Optional.of(days)));
    }

    private static Condition simple(
            RuleCondition.Aggregation how,
            Duration window,
            Comparison op,
            BigDecimal against,
            Optional<Selector> value) {
        return new Condition(new RuleCondition.Threshold(how, window, op, against, Optional.empty(), 1), value);
    }

    private Optional<Condition> consecutive(Fields fields) {
        if (!fields.holds("count")) {
            fields.missing("count");
        }
        int longest = RuleCondition.Consecutive.LONGEST;
        int count =
                fields.holds("count") ? fields.wholeNumber("count", 1, longest).orElse(0) : 0;
        List<Selector> lanes = MetricSource.expressions(fields, "lanes");
        int quorum = fields.holds("quorum")
                ? fields.wholeNumber("quorum", 1, MOST_EVENTS).orElse(0)
                : 1;
        requireBad("consecutive");
        ignoreValue("consecutive");
        if (quorum > 1 && lanes.isEmpty()) {
            fields.error("quorum", "of " + quorum + " can never be reached without lanes: all results are in one");
            return Optional.empty();
        }
        return count < 1 || quorum < 1
                ? Optional.empty()
                : Optional.of(new Condition(new RuleCondition.Consecutive(count, lanes, quorum), Optional.empty()));
    }

    private Optional<Condition> noData(Fields fields) {
        ignoreValue("noData");
        return Windows.required(fields, "within")
                .map(within -> new Condition(new RuleCondition.NoData(within), Optional.empty()));
    }

    private void ignoreValue(String form) {
        if (value.isPresent()) {
            rule.warning("value", "means nothing beside " + form + " and is ignored");
        }
    }

    private Optional<Condition> quota(Fields fields) {
        Optional<RuleCondition.Aggregation> aggregation =
                aggregation(fields, RuleCondition.Aggregation.COUNT, RuleCondition.Aggregation.SUM);
        aggregation.ifPresent(this::requireWhatItTakes);
        Optional<Quantity> limit = requiredQuantity(fields, "limit");
        if (limit.isPresent() && (limit.get().isShare() || limit.get().value().signum() <= 0)) {
            fields.error("limit", "must be a number above 0 with or without a unit, such as 125000 or 100GB");
            return Optional.empty();
        }
        long warnAt = Shares.read(fields, "warnAt", Objective.MILLION).orElse(USUAL_WARNING_PPM);
        Optional<BudgetPeriod.Calendar> period = fields.requiredFields("period").flatMap(PeriodReader::ofQuota);
        if (aggregation.isEmpty() || limit.isEmpty() || period.isEmpty()) {
            return Optional.empty();
        }
        Optional<Selector> taken = aggregation.get().needsValue() ? value : Optional.empty();
        return Optional.of(new Condition(
                new RuleCondition.Quota(aggregation.get(), limit.get().value(), period.get(), warnAt), taken));
    }
}
