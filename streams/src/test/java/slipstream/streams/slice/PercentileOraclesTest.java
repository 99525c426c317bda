package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sample sets of many shapes and sizes whose exact quantiles others have worked out. */
class PercentileOraclesTest {
    /** A bucket is 1/32 of a doubling and answers with its middle; and a latency is rounded to a microsecond. */
    private static final double RELATIVE_ERROR = 0.016;

    private static final double ROUNDING_MILLIS = 0.000_6;
    private static final int SPLITS = 5;

    private static final List<SampleSet> SETS = new ArrayList<>();

    /** @param nearest the value at rank ceil(q · n), by q */
    private record SampleSet(String name, double[] values, Map<Double, Double> nearest) {}

    @BeforeAll
    static void readSets() throws IOException {
        Path folder = folder();
        SETS.clear();
        for (JsonNode set :
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile())) {
            String name = set.get("set").asText();
            double[] values = Files.readAllLines(folder.resolve(name + ".txt")).stream()
                    .filter(line -> !line.isBlank())
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            Map<Double, Double> nearest = new java.util.TreeMap<>();
            set.get("quantiles")
                    .properties()
                    .forEach(entry -> nearest.put(
                            Double.valueOf(entry.getKey()),
                            entry.getValue().get("nearest").asDouble()));
            SETS.add(new SampleSet(name, values, nearest));
        }
    }

    /** Where the sets lie beside the checkout; without them the tests are skipped, and say so. */
    private static Path folder() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path candidate = at.resolveSibling("shared").resolve("oracles/percentiles/sets");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
            at = at.getParent();
        }
        return Assumptions.abort("skipped: there is no folder shared/oracles/percentiles beside this checkout");
    }

    @Test
    void thereAreAllSixtyFiveSets_andEachHasItsQuantiles() {
        assertThat(SETS).hasSize(65);
        assertThat(SETS).allSatisfy(set -> assertThat(set.nearest()).containsKeys(0.5, 0.9, 0.95, 0.99));
    }

    @Test
    void everyQuantileIsWithinItsErrorOfTheExactOne() {
        for (SampleSet set : SETS) {
            assertQuantiles(set, histogramOf(set.values()), "whole");
        }
    }

    @Test
    void partsMergedInAnyOrderEqualTheWhole() {
        for (SampleSet set : SETS) {
            byte[] whole = histogramOf(set.values()).toBytes();
            for (long seed = 1; seed <= SPLITS; seed++) {
                List<LatencyHistogram> parts = split(set, new Random(seed), 2 + (int) seed);
                java.util.Collections.shuffle(parts, new Random(seed));

                LatencyHistogram merged = new LatencyHistogram();
                parts.forEach(merged::add);

                assertThat(merged.toBytes()).as("%s, seed %d", set.name(), seed).isEqualTo(whole);
                assertQuantiles(set, merged, "merged with seed " + seed);
            }
        }
    }

    @Test
    void takingAPartAwayLeavesTheRest() {
        for (SampleSet set : SETS) {
            for (long seed = 1; seed <= SPLITS; seed++) {
                List<LatencyHistogram> parts = split(set, new Random(seed), 2);

                LatencyHistogram rest = histogramOf(set.values());
                rest.subtract(LatencyHistogram.ofBytes(parts.get(0).toBytes()));

                assertThat(rest.toBytes())
                        .as("%s, seed %d", set.name(), seed)
                        .isEqualTo(parts.get(1).toBytes());
                assertThat(rest.quantileMillis(0.95)).isEqualTo(parts.get(1).quantileMillis(0.95));
                assertThat(rest.meanMillis()).isEqualTo(parts.get(1).meanMillis());
            }
        }
    }

    private static void assertQuantiles(SampleSet set, LatencyHistogram histogram, String how) {
        set.nearest().forEach((q, exact) -> {
            // The quantile 0 is the least value, which a histogram is not asked for.
            if (q > 0) {
                assertThat(histogram.quantileMillis(q).orElseThrow())
                        .as("%s, %s, q %s", set.name(), how, q)
                        .isCloseTo(exact, within(exact * RELATIVE_ERROR + ROUNDING_MILLIS));
            }
        });
    }

    private static List<LatencyHistogram> split(SampleSet set, Random random, int count) {
        List<LatencyHistogram> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new LatencyHistogram());
        }
        for (double value : set.values()) {
            parts.get(random.nextInt(count)).record(value);
        }
        return parts;
    }

    private static LatencyHistogram histogramOf(double... values) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (double value : values) {
            histogram.record(value);
        }
        return histogram;
    }
}
