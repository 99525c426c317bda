package slipstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.topic.Topics;

/** What is on the observations topic, counted as the streams count it: of each source only what lies above its high-water mark. */
final class CountedObservations implements AutoCloseable {
    private final TopicReader<byte[]> topic;
    private final ObservationCodec codec = new ObservationCodec(TimeBounds.event(InstantSource.system()));
    private final Map<String, Long> highWater = new HashMap<>();
    private final List<Observation> counted = new ArrayList<>();
    private int taken;
    private int resends;

    CountedObservations(String bootstrapServers) {
        this.topic = new TopicReader<>(bootstrapServers, Topics.OBSERVATIONS);
    }

    /** Everything that counts so far. */
    List<Observation> all() {
        List<TopicReader.Item<byte[]>> records = topic.all();
        records.subList(taken, records.size()).forEach(item -> codec.readAll(item.value(), new Sink()));
        taken = records.size();
        return counted;
    }

    /** How many were recognised as sent before. */
    int resends() {
        return resends;
    }

    private final class Sink implements ObservationCodec.Sink {
        @Override
        public void accepted(Observation observation) {
            long before = highWater.getOrDefault(observation.origin().source(), 0L);
            if (observation.origin().sequence() > before) {
                highWater.put(
                        observation.origin().source(), observation.origin().sequence());
                counted.add(observation);
            } else {
                resends++;
            }
        }

        @Override
        public void rejected(int index, byte[] line, RejectedObservationException why) {
            throw new AssertionError(new String(line, UTF_8), why);
        }
    }

    @Override
    public void close() {
        topic.close();
    }
}
