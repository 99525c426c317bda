package slipstream.app;

import java.util.ArrayList;
import java.util.List;

/**
 * How a cluster's topics stand after {@link TopicAdmin#ensure}.
 *
 * @param created the topics that were missing and now exist
 * @param existing the topics that were there before
 * @param differences where an existing topic is not as declared; nothing is changed about it, since it may be on purpose
 */
record TopicReport(List<String> created, List<String> existing, List<Difference> differences) {
    TopicReport {
        created = List.copyOf(created);
        existing = List.copyOf(existing);
        differences = List.copyOf(differences);
    }

    /**
     * One setting of one topic that is not as declared.
     *
     * @param setting the broker's name for it, or {@code partitions}
     */
    record Difference(String topic, String setting, String declared, String found) {
        /** The difference in words, with what follows from it. */
        String sentence() {
            return "topic " + topic + " has " + setting + " " + found + " where Slipstream declares " + declared;
        }
    }

    /** What was done and what is not as declared, one line each. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        created.forEach(topic -> lines.add("created   " + topic));
        existing.forEach(topic -> lines.add("exists    " + topic));
        differences.forEach(difference -> lines.add("differs   " + difference.sentence()));
        return String.join(System.lineSeparator(), lines);
    }
}
