package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code bad-inputs/observations.jsonl}: what must not be counted, with the reason, the field and words of the message. */
class BadObservationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reasons that are found elsewhere: null and size below and in the codec's test, the others in other modules. */
    private static final Set<RejectReason> FOUND_ELSEWHERE = EnumSet.of(
            RejectReason.NULL_VALUE,
            RejectReason.TOO_LARGE,
            RejectReason.TOO_LATE,
            RejectReason.UNPARSED_LINE,
            RejectReason.LINE_TOO_LONG,
            RejectReason.PATTERN_BUDGET);

    private final ObservationCodec codec = new ObservationCodec(Observations.bounds());

    record BadInput(String name, byte[] bytes, String reason, String field, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<BadInput> inputs() {
        return Golden.resource("/bad-inputs/observations.jsonl")
                .lines()
                .map(BadObservationsTest::input)
                .toList();
    }

    private static BadInput input(String line) {
        try {
            JsonNode row = JSON.readTree(line);
            byte[] bytes = row.has("hex")
                    ? HexFormat.of().parseHex(row.get("hex").textValue())
                    : row.get("input").textValue().getBytes(UTF_8);
            return new BadInput(
                    row.get("case").textValue(),
                    bytes,
                    row.get("reason").textValue(),
                    row.get("field").textValue(),
                    row.get("says").textValue());
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void isRejectedWithReasonAndField(BadInput input) {
        RejectedObservationException why = catchThrowableOfType(
                RejectedObservationException.class, () -> codec.read(input.bytes(), 0, input.bytes().length));

        assertThat(why).as("it was accepted").isNotNull();
        assertThat(why.reason().word()).as(why.getMessage()).isEqualTo(input.reason());
        assertThat(why.field()).isEqualTo(input.field());
        assertThat(why).hasMessageContaining(input.says());
        assertThat(why.getMessage()).hasSizeLessThan(400).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void doesNotSpoilItsNeighbours(BadInput input) {
        byte[] before = ObservationCodec.write(List.of(Observations.minimalRequest(1)));
        byte[] after = ObservationCodec.write(List.of(Observations.minimalRequest(2)));
        RecordingSink sink = new RecordingSink();

        int lines = codec.readAll(joined(before, input.bytes(), after), sink);

        assertThat(sink.accepted).containsExactly(Observations.minimalRequest(1), Observations.minimalRequest(2));
        assertThat(sink.rejected).hasSize(lines - 2);
        assertThat(sink.rejected.get(0).line()).isEqualTo(input.bytes());
        assertThat(sink.rejected.get(0).index()).isEqualTo(1);
    }

    @Test
    void everyReasonOfTheCodecIsAmongThem() {
        Set<String> covered = inputs().stream().map(BadInput::reason).collect(Collectors.toSet());

        Set<String> wanted = EnumSet.complementOf(EnumSet.copyOf(FOUND_ELSEWHERE)).stream()
                .map(RejectReason::word)
                .collect(Collectors.toSet());

        assertThat(covered).isEqualTo(wanted);
    }

    private static byte[] joined(byte[]... lines) {
        int length = lines.length - 1;
        for (byte[] line : lines) {
            length += line.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
            if (at < length) {
                all[at++] = '\n';
            }
        }
        return all;
    }
}
