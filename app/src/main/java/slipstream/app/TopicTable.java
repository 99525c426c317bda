package slipstream.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import slipstream.contract.topic.JsonSerde;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

/** The topics as a table for people: name, key, value, partitions, how long a record is kept, and what it is for. */
final class TopicTable {
    private static final List<String> HEAD = List.of("TOPIC", "KEY", "VALUE", "PARTITIONS", "KEPT", "HOLDS");
    private static final String GAP = "  ";

    private TopicTable() {}

    /** Every topic of Slipstream, in the order in which an event travels. */
    static String text() {
        return text(Topics.all());
    }

    static String text(Collection<Topic<?, ?>> topics) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        topics.forEach(topic -> rows.add(row(topic)));
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" ".repeat(width(rows, column) - row.get(column).length()))
                        .append(GAP);
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static List<String> row(Topic<?, ?> topic) {
        return List.of(
                topic.name(),
                form(topic.key()),
                form(topic.value()),
                Integer.toString(topic.partitions()),
                topic.retention().map(TopicTable::days).orElse("last per key"),
                topic.purpose());
    }

    private static String form(Serde<?> serde) {
        if (serde instanceof JsonSerde) {
            return "JSON";
        }
        return serde instanceof Serdes.StringSerde ? "text" : "bytes";
    }

    private static String days(Duration kept) {
        long days = kept.toDays();
        return days == 1 ? "1 day" : days + " days";
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
