package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationCodecTest {
    private static final String MINIMAL = Golden.text("observation-request-minimal.json");

    private final ObservationCodec codec = new ObservationCodec(Observations.bounds());
    private final RecordingSink sink = new RecordingSink();

    @Test
    void whatIsWrittenIsReadEqual_forRandomBatches() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Observation> batch = Observations.random(random, 1 + random.nextInt(40));
            RecordingSink found = new RecordingSink();

            int lines = codec.readAll(ObservationCodec.write(batch), found);

            assertThat(found.accepted).as("seed %d", seed).isEqualTo(batch);
            assertThat(found.rejected).as("seed %d", seed).isEmpty();
            assertThat(lines).as("seed %d", seed).isEqualTo(batch.size());
        }
    }

    @Test
    void writingAgainWhatWasReadGivesTheSameBytes() {
        byte[] written = ObservationCodec.write(Observations.random(new Random(7), 200));

        codec.readAll(written, sink);

        assertThat(ObservationCodec.write(sink.accepted)).isEqualTo(written);
    }

    @Test
    void oneCorruptLineIsTheOnlyOneThatIsLost() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            List<Observation> batch = Observations.random(random, 2 + random.nextInt(20));
            int victim = random.nextInt(batch.size());
            byte[] value = withCorruptLine(batch, victim, random);
            RecordingSink found = new RecordingSink();

            int lines = codec.readAll(value, found);

            List<Observation> others = new ArrayList<>(batch);
            others.remove(victim);
            assertThat(lines).as("count law, seed %d", seed).isEqualTo(found.accepted.size() + found.rejected.size());
            assertThat(found.accepted).as("neighbours, seed %d", seed).containsAll(others);
        }
    }

    @Test
    void noBytesWhatsoeverMakeItThrow() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] value = ObservationCodec.write(Observations.random(random, 2));
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(value, random.nextInt(value.length + 1));
            RecordingSink found = new RecordingSink();

            assertThatCode(() -> codec.readAll(cut, found)).as("seed %d", seed).doesNotThrowAnyException();
            assertThatCode(() -> ObservationCodec.write(found.accepted))
                    .as("what was accepted can be written, seed %d", seed)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void blankLinesAndWindowsLineEndsAreNoObservations() {
        String value = "\n" + MINIMAL + "\r\n \t\r\n\n" + MINIMAL + "\n\n";

        int lines = codec.readAll(value.getBytes(UTF_8), sink);

        assertThat(lines).isEqualTo(2);
        assertThat(sink.accepted).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t"})
    void anEmptyRecordIsRejectedAsAWhole(String value) {
        int lines = codec.readAll(value.getBytes(UTF_8), sink);

        assertThat(lines).isEqualTo(1);
        assertThat(sink.rejected).singleElement().satisfies(rejection -> {
            assertThat(rejection.why().reason()).isEqualTo(RejectReason.UNDECODABLE);
            assertThat(rejection.why()).hasMessageContaining("empty");
            assertThat(rejection.line()).isEqualTo(value.getBytes(UTF_8));
        });
    }

    @Test
    void aRecordWithoutValueIsRejected() {
        int lines = codec.readAll(null, sink);

        assertThat(lines).isEqualTo(1);
        assertThat(sink.rejected)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.why().reason()).isEqualTo(RejectReason.NULL_VALUE));
    }

    @Test
    void theLargestObservationIsRead_andOneByteMoreIsNot() throws Exception {
        byte[] largest = padded(ObservationCodec.MAX_OBSERVATION_BYTES);
        byte[] larger = padded(ObservationCodec.MAX_OBSERVATION_BYTES + 1);

        assertThat(codec.read(largest, 0, largest.length)).isEqualTo(Observations.minimalRequest(1));
        RejectedObservationException why =
                catchThrowableOfType(RejectedObservationException.class, () -> codec.read(larger, 0, larger.length));
        assertThat(why.reason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(why).hasMessage("the observation has 262145 bytes, at most 262144 are read");
    }

    @Test
    void onlyTheGivenRangeIsRead() throws Exception {
        byte[] json = ("}}" + MINIMAL + "{{").getBytes(UTF_8);

        assertThat(codec.read(json, 2, json.length - 4)).isEqualTo(Observations.minimalRequest(1));
    }

    @Test
    void theFallbackOriginIsUsed_whenTheObservationNamesNone() throws Exception {
        byte[] json = "{\"time\":1769860800000,\"service\":\"shop\"}".getBytes(UTF_8);
        Origin fallback = new Origin("http:client-1", 12);

        assertThat(codec.read(json, 0, json.length, fallback).origin()).isEqualTo(fallback);
    }

    @ParameterizedTest
    @CsvSource({"'\"source\":\"s\"',sequence", "'\"sequence\":3',source"})
    void halfAnOriginIsRejected_evenWithAFallback(String half, String missing) {
        byte[] json = ("{\"time\":1769860800000,\"service\":\"shop\"," + half + "}").getBytes(UTF_8);

        RejectedObservationException why = catchThrowableOfType(
                RejectedObservationException.class, () -> codec.read(json, 0, json.length, new Origin("h", 1)));

        assertThat(why.reason()).isEqualTo(RejectReason.MISSING_FIELD);
        assertThat(why.field()).isEqualTo(missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.000Z",
                "2026-01-31T13:00:00+01:00",
                "2026-01-31T06:30:00-05:30",
                "2026-01-31T12:00Z"
            })
    void timeAsTextIsTheSameInstant(String time) throws Exception {
        byte[] json = MINIMAL.replace("1769860800000", "\"" + time + "\"").getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length).timeMillis()).isEqualTo(Observations.T0.toEpochMilli());
    }

    @Test
    void scalarAttributesAreKeptAsTheyWereWritten() throws Exception {
        byte[] json = MINIMAL.replace("}", ",\"attributes\":{\"n\":1.50,\"b\":true,\"t\":\"x\",\"nothing\":null}}")
                .getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length).attributes()).isEqualTo(Map.of("n", "1.50", "b", "true", "t", "x"));
    }

    @Test
    void sixtyFourAttributesAndThirtyTwoLevelsAreAllowed() throws Exception {
        StringBuilder attributes = new StringBuilder("\"a0\":0");
        for (int i = 1; i < 64; i++) {
            attributes.append(",\"a").append(i).append("\":").append(i);
        }
        String deep = "\"later\":" + "[".repeat(31) + "]".repeat(31);
        byte[] json = MINIMAL.replace("}", "," + deep + ",\"attributes\":{" + attributes + "}}")
                .getBytes(UTF_8);

        assertThat(codec.read(json, 0, json.length).attributes()).hasSize(64);
    }

    private static byte[] padded(int size) {
        return (" ".repeat(size - MINIMAL.length()) + MINIMAL).getBytes(UTF_8);
    }

    private static byte[] withCorruptLine(List<Observation> batch, int victim, Random random) {
        List<String> lines = new ArrayList<>();
        for (Observation observation : batch) {
            lines.add(new String(ObservationCodec.write(List.of(observation)), UTF_8));
        }
        StringBuilder line = new StringBuilder(lines.get(victim));
        switch (random.nextInt(3)) {
            case 0 -> line.setLength(1 + random.nextInt(line.length() - 1));
            case 1 -> line.setCharAt(random.nextInt(line.length()), (char) random.nextInt(0x250));
            default -> line.insert(random.nextInt(line.length()), "\u0000}");
        }
        lines.set(victim, line.toString());
        return String.join("\n", lines).getBytes(UTF_8);
    }
}
