package slipstream.streams.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.topic.Topics;

/** Records go into bundles and come out as they were. */
class BundleTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.OBSERVATIONS.name(), 0);

    /** A record as it is read. */
    private record Read(long offset, Optional<String> value) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void recordsComeOutAsTheyWere(long seed) {
        Random random = new Random(seed);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long offset = random.nextInt(1_000);
        int longest = random.nextBoolean() ? 300 : Bundle.ENOUGH_BYTES;
        for (int i = random.nextInt(400); i > 0; i--) {
            byte[] value = new byte[random.nextInt(longest)];
            Arrays.fill(value, (byte) ('a' + random.nextInt(26)));
            records.add(record(offset, random.nextInt(50) == 0 ? null : value));
            offset += 1 + random.nextInt(10) / 9;
        }

        List<ConsumerRecord<byte[], byte[]>> bundles = BundlingConsumer.bundled(records);

        assertThat(reads(bundles)).as("seed %d", seed).isEqualTo(reads(records));
        for (ConsumerRecord<byte[], byte[]> bundle : bundles) {
            assertThat(bundle.value() == null ? 0 : bundle.value().length).isLessThan(Bundle.ENOUGH_BYTES + longest);
            assertThat(bundle.offset()).isEqualTo(reads(List.of(bundle)).get(0).offset());
        }
    }

    @Test
    void manySmallRecordsAreOne() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(record(i, "{}".getBytes(UTF_8)));
        }

        assertThat(BundlingConsumer.bundled(records)).hasSize(1);
        assertThat(BundlingConsumer.bundled(List.of())).isEmpty();
    }

    @Test
    void aHeaderOfTheSenderIsNotTakenForOurs() {
        ConsumerRecord<byte[], byte[]> hostile = record(7, "{}".getBytes(UTF_8));
        hostile.headers().add(Bundle.PARTS, new byte[] {1, 2, 3});
        ConsumerRecord<byte[], byte[]> empty = record(8, null);
        empty.headers().add(Bundle.PARTS, new byte[] {1, 2, 3});

        assertThat(reads(BundlingConsumer.bundled(List.of(hostile, empty))))
                .containsExactly(new Read(7, Optional.of("{}")), new Read(8, Optional.empty()));
    }

    @Test
    void aConsumerHandsOutBundlesOfObservations_andEverythingElseAsItIs() {
        TopicPartition other = new TopicPartition(Topics.SLI_PARTIALS.name(), 1);
        MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
        kafka.assign(List.of(PARTITION, other));
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L, other, 0L));
        for (int i = 0; i < 3; i++) {
            kafka.addRecord(record(i, "{}".getBytes(UTF_8)));
            kafka.addRecord(new ConsumerRecord<>(other.topic(), other.partition(), i, new byte[1], new byte[1]));
        }
        Consumer<byte[], byte[]> consumer = BundlingConsumer.of(kafka);

        ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ZERO);

        assertThat(polled.records(PARTITION)).hasSize(1);
        assertThat(polled.records(other)).hasSize(3);
        assertThat(polled.nextOffsets().get(PARTITION).offset()).isEqualTo(3);
        assertThat(polled.nextOffsets().get(other).offset()).isEqualTo(3);
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
    }

    @Test
    void whatAConsumerThrowsIsThrown() {
        MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
        kafka.setPollException(new AuthorizationException("not for you"));

        assertThatThrownBy(() -> BundlingConsumer.of(kafka).poll(Duration.ZERO))
                .isInstanceOf(AuthorizationException.class);
    }

    private static List<Read> reads(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Read> reads = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Header parts = record.headers().lastHeader(Bundle.PARTS);
            if (parts == null || parts.value().length < Integer.BYTES) {
                reads.add(new Read(
                        record.offset(), Optional.ofNullable(record.value()).map(v -> new String(v, UTF_8))));
            } else {
                Bundle.forEach(
                        parts.value(),
                        record.value(),
                        (offset, bytes, from, to) ->
                                reads.add(new Read(offset, Optional.of(new String(bytes, from, to - from, UTF_8)))));
            }
        }
        return reads;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
        ConsumerRecord<byte[], byte[]> plain =
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, value);
        return new ConsumerRecord<>(
                plain.topic(),
                plain.partition(),
                offset,
                plain.timestamp(),
                plain.timestampType(),
                plain.serializedKeySize(),
                plain.serializedValueSize(),
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
