package slipstream.streams.bruteforce;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import slipstream.contract.document.Location;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.GroupBy;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloCondition;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.slo.SloId;
import slipstream.contract.slo.TimeSlice;

/** SLOs at random: every method, period, condition and kind of indicator. */
final class RandomCases {
    private static final Location WHERE = Location.startOf("random.yaml");
    private static final List<String> ROUTES = List.of("/a", "/b", "/c");

    private final Random random;
    private final RandomTimes times;

    RandomCases(Random random, RandomTimes times) {
        this.random = random;
        this.times = times;
    }

    /** @param version makes counts of different definitions different */
    Case slo(String version) {
        boolean isComposite = random.nextInt(3) == 0;
        BudgetingMethod method = BudgetingMethod.values()[random.nextInt(3)];
        List<Measure> measures = new ArrayList<>();
        int indicators = isComposite ? 2 + random.nextInt(2) : 1;
        boolean isRaw = random.nextInt(6) == 0;
        for (int i = 0; i < indicators; i++) {
            measures.add(measure(isComposite ? ROUTES.get(i) : "", isRaw));
        }
        BudgetPeriod period = times.period();
        return slo(
                version,
                method,
                measures,
                period,
                objectives(method, period, isComposite, indicators),
                policies("p", period.nominal()));
    }

    /** The same promise with something else changed in what is counted. */
    Case changed(Case of, String version) {
        SloDefinition old = of.slo().orElseThrow();
        BudgetPeriod period = random.nextBoolean() ? times.period() : old.period();
        List<Measure> measures = new ArrayList<>();
        for (int i = 0; i < old.indicators().size(); i++) {
            measures.add(
                    random.nextBoolean()
                            ? of.measures().get(i)
                            : measure(
                                    old.isComposite() ? ROUTES.get(i) : "",
                                    of.measures().get(0).unit() > 1));
        }
        return slo(
                version,
                old.method(),
                measures,
                period,
                objectives(
                        old.method(),
                        period,
                        old.isComposite(),
                        old.indicators().size()),
                // Alerts go on over a change as long as the policies are the same.
                period.nominal().compareTo(old.period().nominal()) >= 0
                        ? old.policies()
                        : policies("q", period.nominal()));
    }

    private Case slo(
            String version,
            BudgetingMethod method,
            List<Measure> measures,
            BudgetPeriod period,
            List<Objective> objectives,
            List<AlertPolicy> policies) {
        RandomTimes.Excluded excluded = times.excluded();
        SloDefinition slo = new SloDefinition(
                new SloId("random"),
                version,
                "Random",
                "",
                "web",
                Map.of(),
                Map.of(),
                measures.stream().map(Measure::indicator).toList(),
                method,
                period,
                objectives,
                policies,
                groups(),
                excluded.exclusions(),
                WHERE);
        return new Case(Optional.of(slo), Optional.empty(), measures, excluded.covers());
    }

    GroupBy groups() {
        return random.nextInt(4) == 0
                ? new GroupBy(List.of(Measure.selector("attributes.region")), 1 + random.nextInt(4))
                : GroupBy.NONE;
    }

    private Measure measure(String route, boolean isRaw) {
        if (isRaw) {
            return Measure.ofShare(route, random.nextBoolean());
        }
        return random.nextBoolean()
                ? Measure.ofStatus(route, random.nextBoolean())
                : Measure.ofLatency(route, Comparison.values()[random.nextInt(4)], 300);
    }

    private List<Objective> objectives(
            BudgetingMethod method, BudgetPeriod period, boolean isComposite, int indicators) {
        List<Objective> objectives = new ArrayList<>();
        int count = isComposite ? indicators : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            Optional<TimeSlice> slice = method == BudgetingMethod.OCCURRENCES
                    ? Optional.empty()
                    : Optional.of(new TimeSlice(
                            times.sliceWithin(period.nominal()), pick(0L, 500_000L, 900_000L, 1_000_000L)));
            objectives.add(new Objective(
                    count == 1 ? "" : "o" + i,
                    pick(0L, 1_000L, 50_000L, 200_000L, 500_000L, 900_000L),
                    slice,
                    isComposite ? i : 0,
                    pick(1_000L, 500L, 333L, 2_500L)));
        }
        return objectives;
    }

    private List<AlertPolicy> policies(String prefix, Duration period) {
        List<AlertPolicy> policies = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            policies.add(new AlertPolicy(prefix + i, i == 0 ? "page" : "ticket", condition(period)));
        }
        return policies;
    }

    private SloCondition condition(Duration period) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> burnRateWindows(period);
            case 3, 4 ->
                new SloCondition.BurnRate(
                        Comparison.values()[random.nextInt(4)],
                        pick(1L, 2L, 72L),
                        pick(1L, 5L, 2L),
                        times.windowWithin(period),
                        times.shortTime());
            case 5 -> new SloCondition.BudgetLeft(pick(0L, 100_000L, 500_000L, 1_000_000L));
            case 6 -> new SloCondition.Exhaustion(times.windowWithin(period), times.windowWithin(period));
            default -> new SloCondition.NoData(times.silence(period));
        };
    }

    private SloCondition burnRateWindows(Duration period) {
        List<BurnRatePair> pairs = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            Duration one = times.windowWithin(period);
            Duration other = times.windowWithin(period);
            if (one.equals(other)) {
                other = Duration.ofSeconds(one.toSeconds() == 10 ? 120 : 10);
            }
            boolean isFirstShorter = one.compareTo(other) < 0;
            pairs.add(BurnRatePair.above(
                    pick(new BigDecimal("0.5"), BigDecimal.ONE, new BigDecimal("1.7"), new BigDecimal("14.4")),
                    isFirstShorter ? one : other,
                    isFirstShorter ? other : one));
        }
        return new SloCondition.BurnRateWindows(
                pairs,
                random.nextInt(3) == 0 ? SloCondition.Basis.BUDGET_SHARE : SloCondition.Basis.RATIO,
                random.nextInt(3) == 0 ? random.nextInt(6) : 0);
    }

    @SafeVarargs
    private final <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }
}
