package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesKeyTest {
    static Stream<SeriesKey> keys() {
        return Stream.of(
                new SeriesKey("checkout", "1a2b"),
                new SeriesKey("a@b@c", "1a2b-7"),
                new SeriesKey("größe", "v"),
                new SeriesKey(new AccountKey("rule/probes", "v"), 3),
                new SeriesKey(new AccountKey("checkout", "v", List.of("eu")), 0),
                new SeriesKey(new AccountKey("checkout", "v", List.of("eu@x", "", "ö")), 12),
                new SeriesKey(new AccountKey("checkout", "v", List.of("")), 1));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsReadBackAsItWas(SeriesKey key) {
        assertThat(SeriesKey.ofBytes(key.toBytes())).isEqualTo(key);
    }

    /** Where an account lives must never change: its state would be left behind. */
    @ParameterizedTest
    @MethodSource("keys")
    void theOwnerIsTheNameAndTheGroup(SeriesKey key) {
        String owner = key.account().name()
                + '\u001F'
                + String.join("\u001F", key.account().group());

        assertThat(SeriesKey.ownerOf(key.toBytes())).isEqualTo(owner.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoKeyHasNoOwner() {
        assertThatThrownBy(() -> SeriesKey.ownerOf(new byte[] {'a', 0x1F, '@'}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
