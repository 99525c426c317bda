package slipstream.ingest.topic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import slipstream.contract.document.Fields;
import slipstream.ingest.otlp.OtlpSignal;

/**
 * Topics that are read in the same way.
 *
 * @param topics names, or regular expressions for whole names that begin with {@code ^}
 * @param excluded the same, for those that are not meant
 * @param signal of exports in protobuf, where it is known beforehand
 */
record TopicChoice(List<String> topics, List<String> excluded, Encoding encoding, Optional<OtlpSignal> signal) {
    /** Our own topics: to read them would be to eat what we make. */
    private static final String OWN = "slipstream.";

    private static final String INTERNAL = "__";

    TopicChoice {
        topics = List.copyOf(topics);
        excluded = List.copyOf(excluded);
    }

    /** Reads the keys {@code topics}, {@code exclude_topics} and {@code encoding}; empty when no topic is named. */
    static Optional<TopicChoice> read(Fields section, Optional<OtlpSignal> signal) {
        List<String> topics = names(section, "topics");
        List<String> excluded = names(section, "exclude_topics");
        Encoding encoding = section.oneOf("encoding", "auto", "otlp_proto", "otlp_json", "text")
                .map(word -> Encoding.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Encoding.AUTO);
        return topics.isEmpty() ? Optional.empty() : Optional.of(new TopicChoice(topics, excluded, encoding, signal));
    }

    private static List<String> names(Fields section, String key) {
        List<String> names = section.listOfText(key);
        for (String name : names) {
            try {
                if (name.startsWith("^")) {
                    Pattern.compile(name);
                } else if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
                    section.error(
                            key,
                            "'" + name + "' is no name of a topic, and no regular expression, which begins with ^");
                } else if (name.startsWith(OWN)) {
                    section.error(
                            key, "'" + name + "' is a topic of Slipstream itself, which cannot be read as a source");
                }
            } catch (PatternSyntaxException e) {
                section.error(key, "'" + name + "' is no regular expression: " + e.getDescription());
            }
        }
        return names.stream()
                .filter(name -> !name.startsWith("^") || isPattern(name))
                .toList();
    }

    private static boolean isPattern(String name) {
        try {
            Pattern.compile(name);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    boolean takes(String topic) {
        boolean isForeign = !topic.startsWith(OWN) && !topic.startsWith(INTERNAL);
        return isForeign && isAmong(topics, topic) && !isAmong(excluded, topic);
    }

    private static boolean isAmong(List<String> names, String topic) {
        return names.stream()
                .anyMatch(name -> name.startsWith("^") ? Pattern.matches(name, topic) : name.equals(topic));
    }

    /** The topics as they were written. */
    String text() {
        return String.join(", ", topics);
    }

    /** A regular expression for the topics that are taken. */
    String expression() {
        String wanted = alternatives(topics);
        return excluded.isEmpty() ? wanted : "(?!" + alternatives(excluded) + "$)" + wanted;
    }

    /** A regular expression for the topics of any of the choices; never one of our own or of Kafka's. */
    static Pattern pattern(List<TopicChoice> choices) {
        String any = String.join(
                "|",
                choices.stream()
                        .map(choice -> "(?:" + choice.expression() + ")")
                        .toList());
        return Pattern.compile("(?!" + Pattern.quote(OWN) + "|" + INTERNAL + ")(?:" + any + ")");
    }

    private static String alternatives(List<String> names) {
        return "(?:"
                + String.join(
                        "|",
                        names.stream()
                                .map(name -> name.startsWith("^") ? "(?:" + name + ")" : Pattern.quote(name))
                                .toList())
                + ")";
    }
}
