package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.RuleCondition.Aggregation;
import slipstream.contract.slo.RuleDefinition;
import slipstream.streams.Slos;
import slipstream.streams.classify.Classifier;
import slipstream.streams.classify.Definitions;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Ledger;
import slipstream.streams.slice.Series;

class AggregateTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final long WINDOW = Duration.ofMinutes(5).toMillis();

    private record Seen(long timeMillis, int status, double latencyMillis) {}

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void whatHoldsIsWhatAListSays_alsoRightAtTheThreshold(Aggregation aggregation) {
        Random random = new Random(aggregation.ordinal());
        for (int round = 0; round < 25; round++) {
            List<Seen> all = someSeen(random);
            BigDecimal exact = ofList(aggregation, all);
            for (Comparison op : Comparison.values()) {
                int direction = random.nextInt(3) - 1;
                BigDecimal threshold = exact.add(BigDecimal.valueOf(direction * 0.25));
                Aggregate aggregate = aggregate(aggregation, op, threshold, all);

                int compared = exact.compareTo(threshold);
                boolean expected = switch (op) {
                    case GT -> compared > 0;
                    case GTE -> compared >= 0;
                    case LT -> compared < 0;
                    case LTE -> compared <= 0;
                };
                assertThat(aggregate.holds())
                        .as("round %d: %s %s %s of %s", round, exact, op, threshold, all)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void nothingHoldsOfNothing(Aggregation aggregation) {
        for (Comparison op : Comparison.values()) {
            assertThat(aggregate(aggregation, op, BigDecimal.ZERO, List.of()).holds())
                    .as("%s", op)
                    .isFalse();
        }
    }

    @Test
    void aQuantileIsShownWithinItsError() {
        List<Seen> all = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            all.add(new Seen(T0 + i, 200, 10 * i));
        }

        Aggregate aggregate = aggregate(Aggregation.P90, Comparison.GTE, BigDecimal.valueOf(900), all);

        assertThat(aggregate.holds()).isTrue();
        assertThat(aggregate.value().orElseThrow()).isBetween(900 * (1 - 1 / 64d), 900 * (1 + 1 / 64d));
        assertThat(aggregate.words())
                .startsWith("p90 over 5m is")
                .contains("at least 900")
                .contains("100 observations");
    }

    @Test
    void fewerObservationsThanAreWantedSayNothing() {
        List<Seen> two = List.of(new Seen(T0, 500, 1), new Seen(T0 + 1, 500, 1));
        RuleCondition.Threshold all = threshold(Aggregation.ERROR_RATIO, Comparison.GT, BigDecimal.ZERO, 2);
        RuleCondition.Threshold more = threshold(Aggregation.ERROR_RATIO, Comparison.GT, BigDecimal.ZERO, 3);

        assertThat(Aggregate.of(all, seriesOf(all, two)).holds()).isTrue();
        assertThat(Aggregate.of(more, seriesOf(more, two)).holds()).isFalse();
    }

    private static BigDecimal ofList(Aggregation aggregation, List<Seen> all) {
        List<Seen> byTime = new ArrayList<>(all);
        byTime.sort(Comparator.comparingLong(Seen::timeMillis).thenComparing(Seen::latencyMillis));
        List<Double> sorted =
                new ArrayList<>(all.stream().map(Seen::latencyMillis).toList());
        Collections.sort(sorted);
        double first = byTime.get(0).latencyMillis();
        double last = byTime.get(byTime.size() - 1).latencyMillis();
        double sum = sorted.stream().mapToDouble(Double::doubleValue).sum();
        long bad = all.stream().filter(seen -> seen.status() >= 500).count();
        return BigDecimal.valueOf(
                switch (aggregation) {
                    case ERROR_RATIO -> (double) bad / all.size();
                    case COUNT -> all.size();
                    case BAD -> bad;
                    case SUM -> sum;
                    case MEAN -> sum / all.size();
                    case MIN -> sorted.get(0);
                    case MAX -> sorted.get(sorted.size() - 1);
                    case LAST -> last;
                    case INCREASE -> last - first;
                    case P50, P75, P90, P95, P99 ->
                        sorted.get((int) Math.ceil(aggregation.quantile() * sorted.size() - 1e-9) - 1);
                });
    }

    private static Aggregate aggregate(Aggregation aggregation, Comparison op, BigDecimal value, List<Seen> all) {
        RuleCondition.Threshold threshold = threshold(aggregation, op, value, 1);
        return Aggregate.of(threshold, seriesOf(threshold, all));
    }

    private static RuleCondition.Threshold threshold(
            Aggregation aggregation, Comparison op, BigDecimal value, long minEvents) {
        return new RuleCondition.Threshold(
                aggregation, Duration.ofMillis(WINDOW), op, value, java.util.Optional.empty(), minEvents);
    }

    /** Through all of the way that observations take. */
    private static Series seriesOf(RuleCondition.Threshold threshold, List<Seen> all) {
        RuleDefinition rule = ruleOf(threshold);
        Definitions definitions = Definitions.compile(new Catalogue(List.of(), List.of(rule)), new Problems());
        Classifier classifier = new Classifier(definitions, source -> null, Long.MIN_VALUE);
        Ledger ledger = new Ledger(definitions.plans());
        long sequence = 1;
        for (Seen seen : all) {
            Observation observation = new RequestObservation(
                    new Origin("s", sequence++),
                    seen.timeMillis(),
                    "web",
                    "/",
                    "GET",
                    seen.status(),
                    seen.latencyMillis(),
                    Map.of());
            classifier.count(observation, ClockMode.LIVE, T0 + WINDOW);
        }
        classifier.drain((key, partial) -> partial.slices()
                .forEach(slice -> ledger.account(key.account()).orElseThrow().add(0, slice)));
        var account = ledger.account(definitions.plans().get(0).definition()).orElseThrow();
        ledger.advanceAll(T0 + WINDOW, reading -> {});
        return account.series(0);
    }

    private static RuleDefinition ruleOf(RuleCondition.Threshold threshold) {
        Aggregation aggregation = threshold.aggregation();
        RuleDefinition read = Slos.rule("""
                apiVersion: slipstream/v1
                kind: AlertRule
                metadata: {name: rule}
                spec:
                  service: web
                  severity: page
                  selector: service == 'web'
                  %s
                  condition:
                    threshold: {aggregate: %s, window: 5m, op: gt, value: 0.5}
                """.formatted(
                        aggregation.needsValue() ? "value: latencyMillis" : "good: status < 500", aggregation.word()));
        // Thresholds right at the aggregate are often such as nobody may write.
        return new RuleDefinition(
                read.name(),
                read.version(),
                read.service(),
                read.severity(),
                read.description(),
                read.labels(),
                read.annotations(),
                read.indicator(),
                read.value(),
                read.groupBy(),
                threshold,
                read.exclusions(),
                read.where());
    }

    /** Latencies in quarters and counts of two, four or eight, so that a list of doubles is exact too. */
    private static List<Seen> someSeen(Random random) {
        List<Seen> all = new ArrayList<>();
        int count = 1 << random.nextInt(5);
        for (int i = 0; i < count; i++) {
            long at = T0 + random.nextInt(8) * (WINDOW / 8) + random.nextInt(3);
            all.add(new Seen(at, random.nextInt(3) == 0 ? 503 : 200, 0.25 * random.nextInt(50)));
        }
        return all;
    }
}
