package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compact form is read as the parser reads it, or not at all. */
class CompactReaderTest {
    private static final TimeBounds BOUNDS = Observations.bounds();
    private static final String FULL = """
            {"v":1,"type":"request","time":1769860800000,"service":"shop","source":"file:a#1","sequence":17,\
            "route":"/cart/:id","method":"GET","status":503,"latencyMillis":12.5,\
            "attributes":{"client":"10.0.0.7","region":"fra1","trace":"4bf92f3577b34da6a3ce929d0e0e4736"}}""";
    private static final byte[] LETTERS = "{}[]\":,.\\ \n\r\t0123456789-+eEaz_/A\u007f\u0001ä".getBytes(UTF_8);

    private final ObservationCodec codec = new ObservationCodec(BOUNDS);
    private final Symbols symbols = new Symbols();

    @Test
    void writtenRequestsAreReadWithoutTheParser() {
        Observation read = compact(FULL.getBytes(UTF_8));

        assertThat(read)
                .isEqualTo(new RequestObservation(
                        new Origin("file:a#1", 17),
                        1769860800000L,
                        "shop",
                        "/cart/:id",
                        "GET",
                        503,
                        12.5,
                        Map.of("client", "10.0.0.7", "region", "fra1", "trace", "4bf92f3577b34da6a3ce929d0e0e4736")));
        assertThat(ObservationCodec.write(List.of(read))).asString(UTF_8).isEqualTo(FULL);
    }

    @Test
    void attributesAnswerAsAMapDoes() {
        Map<String, String> attributes = compact(FULL.getBytes(UTF_8)).attributes();

        assertThat(attributes.get("region")).isEqualTo("fra1");
        assertThat(attributes.get("regio")).isNull();
        assertThat(attributes.get("")).isNull();
        assertThat(attributes.containsKey("client")).isTrue();
        assertThat(attributes.containsKey("fra1")).isFalse();
        assertThat(attributes).hasSize(3).isEqualTo(Map.copyOf(attributes)).hasSameHashCodeAs(Map.copyOf(attributes));
        assertThatThrownBy(() -> attributes.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(attributes::clear).isInstanceOf(UnsupportedOperationException.class);
        var entries = attributes.entrySet().iterator();
        for (int i = 0; i < 3; i++) {
            entries.next();
        }
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void fieldsThatAreLeftOutAreAbsent() {
        byte[] written = ObservationCodec.write(List.of(Observations.minimalRequest(3)));

        assertThat(compact(written)).isEqualTo(Observations.minimalRequest(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "0.5",
                "0.001",
                "86400000",
                "12345678.25",
                "0.1234567890123456",
                "1.7976931348623",
                "3.0",
                "45035996.27370497",
                "0.30000000000000004"
            })
    void latenciesAreTheNearestDoubles(String latency) {
        byte[] json = FULL.replace("12.5", latency).getBytes(UTF_8);

        assertThat(compact(json).latencyMillis()).isEqualTo(Double.parseDouble(latency));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1",
                "{\"v\":1,\"type\":\"request\",\"time\":01769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":0}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"sh op\",\"source\":\"a\",\"sequence\":1}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"__shop\",\"source\":\"a\",\"sequence\":1}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"\",\"sequence\":1}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"status\":99}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"latencyMillis\":1.}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"latencyMillis\":1e3}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"latencyMillis\":86400001}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"attributes\":{}}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"attributes\":{\"b\":\"1\",\"a\":\"2\"}}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"attributes\":{\"a\":\"1\",\"a\":\"2\"}}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"route\":\"\\u0041\"}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1,\"route\":\"ä\"}",
                "{\"v\":1,\"type\":\"request\",\"time\":1469860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1}",
                "{\"v\":1,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1} ",
                "{\"v\":2,\"type\":\"request\",\"time\":1769860800000,\"service\":\"shop\",\"source\":\"a\",\"sequence\":1}",
            })
    void whatIsOtherwiseIsLeftToTheParser(String json) {
        assertThat(compact(json.getBytes(UTF_8))).isNull();
    }

    @Test
    void moreAttributesThanAllowedAreLeftToTheParser() {
        StringBuilder attributes = new StringBuilder("\"a00\":\"\"");
        for (int i = 1; i < ObservationRules.MAX_ATTRIBUTES; i++) {
            attributes.append(String.format(",\"a%02d\":\"%d\"", i, i));
        }
        String most = FULL.replaceAll("attributes\":\\{.*", "attributes\":{" + attributes);

        assertThat(compact((most + "}}").getBytes(UTF_8)).attributes()).hasSize(ObservationRules.MAX_ATTRIBUTES);
        assertThat(compact((most + ",\"b\":\"\"}}").getBytes(UTF_8))).isNull();
    }

    @Test
    void nothingBehindTheEndOfTheRecordIsRead() {
        byte[] two = (FULL + "\n" + FULL).getBytes(UTF_8);
        int length = FULL.length();

        assertThat(new CompactReader(two, length, symbols).read(0, BOUNDS)).isNotNull();
        for (int limit = 0; limit < length; limit++) {
            assertThat(new CompactReader(two, limit, symbols).read(0, BOUNDS))
                    .as("limit %d", limit)
                    .isNull();
        }
    }

    /** Bytes are changed, left out and doubled: it must never differ from the parser, and seldom give up what was not touched. */
    @Test
    void neverDiffersFromTheParser() {
        long seed = Long.getLong("slipstream.seed", 1);
        Random random = new Random(seed);
        int readBoth = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] json = i % 2 == 0 ? FULL.getBytes(UTF_8) : written(random);
            byte[] damaged = i % 10 == 1 ? json : damaged(json, random);
            Observation compact = compact(damaged);
            if (compact != null) {
                assertThat(parsed(damaged, new CompactReader(damaged, damaged.length, symbols)))
                        .as("seed %d: %s", seed, new String(damaged, UTF_8))
                        .isEqualTo(compact);
                readBoth++;
            }
        }
        assertThat(readBoth).isGreaterThan(20_000);
    }

    private static byte[] written(Random random) {
        return ObservationCodec.write(Observations.random(random, 1));
    }

    private static byte[] damaged(byte[] json, Random random) {
        int at = random.nextInt(json.length);
        int cut = random.nextInt(3);
        int end = Math.min(json.length, at + cut);
        int more = random.nextInt(3);
        byte[] damaged = new byte[json.length - (end - at) + more];
        System.arraycopy(json, 0, damaged, 0, at);
        for (int i = 0; i < more; i++) {
            damaged[at + i] = LETTERS[random.nextInt(LETTERS.length)];
        }
        System.arraycopy(json, end, damaged, at + more, json.length - end);
        return damaged;
    }

    private Observation compact(byte[] json) {
        return new CompactReader(json, json.length, symbols).read(0, BOUNDS);
    }

    /** The first line, up to where the other reader ended. */
    private Observation parsed(byte[] json, CompactReader reader) {
        reader.read(0, BOUNDS);
        try {
            return codec.read(json, 0, reader.end());
        } catch (RejectedObservationException e) {
            throw new AssertionError("the parser refuses it: " + e.getMessage(), e);
        }
    }
}
