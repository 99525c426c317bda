package slipstream.contract.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSerdeTest {
    record Reading(String name, Instant at, Optional<Double> value) {}

    private final JsonSerde<Reading> serde = JsonSerde.of(Reading.class);

    @Test
    void timesAreText() {
        Reading reading = new Reading("a", Instant.parse("2026-01-31T12:00:00.5Z"), Optional.of(1.5));

        assertThat(new String(serde.write(reading), UTF_8))
                .isEqualTo("{\"name\":\"a\",\"at\":\"2026-01-31T12:00:00.500Z\",\"value\":1.5}");
        assertThat(serde.read(serde.write(reading))).isEqualTo(reading);
    }

    @Test
    void aTombstoneStaysATombstone() {
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void theSerializersDoWhatTheSerdeDoes() {
        Reading reading = new Reading("a", Instant.EPOCH, Optional.empty());

        byte[] bytes = serde.serializer().serialize("t", reading);

        assertThat(bytes).isEqualTo(serde.write(reading));
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(reading);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"a\"", "{\"name\":", "{} {}", "{\"at\":\"yesterday\"}"})
    void whatIsNotTheRecordIsASerializationException(String json) {
        assertThatThrownBy(() -> serde.read(json.getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("not the expected JSON: ");
    }

    @Test
    void whatCannotBeWrittenIsASerializationException() {
        JsonSerde<Object> objects = JsonSerde.of(Object.class);

        assertThatThrownBy(() -> objects.write(new Object()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a Object cannot be written as JSON");
    }
}
