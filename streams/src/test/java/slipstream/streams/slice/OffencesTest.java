package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffencesTest {
    private static final long T0 = 1_769_558_400_000L;

    private record Bad(String cause, String source, long sequence, long timeMillis) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatFitsIsExact_inWhateverOrderAndParcelsItComes(long seed) {
        Random random = new Random(seed);
        List<Bad> all = someBad(random, 1 + random.nextInt(2_000), Offences.CAUSES);
        Map<String, Long> counted = new TreeMap<>();
        all.forEach(bad -> counted.merge(bad.cause(), 1L, Long::sum));
        List<Offences.Sample> latest = all.stream()
                .map(bad -> new Offences.Sample(bad.source(), bad.sequence(), bad.timeMillis()))
                .sorted(Comparator.comparingLong(Offences.Sample::timeMillis)
                        .thenComparing(Offences.Sample::source)
                        .thenComparingLong(Offences.Sample::sequence)
                        .reversed())
                .limit(Offences.SAMPLES)
                .toList();

        for (int round = 0; round < 3; round++) {
            Collections.shuffle(all, random);
            Offences merged = inParcels(all, random);

            assertThat(merged.causes()).as("seed %d", seed).isEqualTo(counted);
            assertThat(merged.lowered()).isZero();
            assertThat(merged.samples()).as("seed %d", seed).isEqualTo(latest);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatDoesNotFitIsALowerBound_shortByNoMoreThanItSays(long seed) {
        Random random = new Random(seed);
        List<Bad> all = someBad(random, 20_000, 500);
        Map<String, Long> counted = new TreeMap<>();
        all.forEach(bad -> counted.merge(bad.cause(), 1L, Long::sum));

        Offences merged = inParcels(all, random);

        assertThat(merged.causes()).hasSizeLessThanOrEqualTo(Offences.CAUSES);
        assertThat(merged.lowered()).isBetween(1L, 20_000L / (Offences.CAUSES + 1));
        counted.forEach((cause, bad) -> assertThat(merged.causes().getOrDefault(cause, 0L))
                .as("seed %d, %s", seed, cause)
                .isBetween(bad - merged.lowered(), bad));
    }

    @Test
    void mergingTwoGivesTheSame_whicheverComesFirst() {
        Random random = new Random(9);
        Offences one = of(someBad(random, 1_000, 40));
        Offences two = of(someBad(random, 1_000, 40));

        Offences forward = new Offences();
        forward.add(copy(one));
        forward.add(copy(two));
        Offences backward = new Offences();
        backward.add(copy(two));
        backward.add(copy(one));

        assertThat(forward).isEqualTo(backward);
    }

    @Test
    void theySurviveTheWire() {
        Offences some = of(someBad(new Random(3), 300, 12));

        assertThat(copy(some)).isEqualTo(some);
    }

    @Test
    void namesAndValuesOfACauseAreReadAsTheyWereWritten() {
        String text = new Cause()
                .with("method", "POST")
                .with("route", "/a=b\u001Fc")
                .with("region", "")
                .with("zone", null)
                .with("host", "x".repeat(100))
                .text();

        assertThat(Cause.values(text))
                .containsExactly(
                        Map.entry("method", "POST"), Map.entry("route", "/a=b?c"), Map.entry("host", "x".repeat(80)));
        assertThat(Cause.values("")).isEmpty();
    }

    /** Most have one of a few causes, as it is in an outage. */
    private static List<Bad> someBad(Random random, int count, int causes) {
        List<Bad> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int cause = (int) (causes * Math.pow(random.nextDouble(), 4));
            all.add(new Bad("route=/" + cause, "source-" + random.nextInt(3), i, T0 + random.nextInt(50)));
        }
        return all;
    }

    private static Offences of(List<Bad> all) {
        Offences offences = new Offences();
        all.forEach(bad -> offences.add(bad.cause(), bad.source(), bad.sequence(), bad.timeMillis()));
        return offences;
    }

    private static Offences inParcels(List<Bad> all, Random random) {
        Offences merged = new Offences();
        int from = 0;
        while (from < all.size()) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(300));
            merged.add(copy(of(all.subList(from, to))));
            from = to;
        }
        return merged;
    }

    private static Offences copy(Offences offences) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        offences.write(out);
        return Offences.read(ByteBuffer.wrap(out.toByteArray()));
    }
}
