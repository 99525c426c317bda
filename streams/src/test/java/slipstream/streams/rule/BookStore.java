package slipstream.streams.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.JsonSerde;

/** The store of a book of alerts as a map of bytes, so that tests can stop and start it as often as they like. */
public final class BookStore {
    private final Serde<Episode> serde = JsonSerde.of(Episode.class);
    private final Map<String, byte[]> entries = new TreeMap<>();

    /** Stores what has changed since the last time. */
    public void save(AlertBook book) {
        book.drainChanges((key, episode) -> {
            if (episode == null) {
                entries.remove(key);
            } else {
                entries.put(key, serde.serializer().serialize("", episode));
            }
        });
    }

    /** A book as it is after a restart. */
    public AlertBook restored(List<SloDefinition> slos, List<RuleDefinition> rules, String externalUrl) {
        AlertBook book = new AlertBook(slos, rules, externalUrl);
        entries.forEach((key, value) -> book.restore(key, serde.deserializer().deserialize("", value)));
        return book;
    }

    public int size() {
        return entries.size();
    }
}
