package slipstream.alerting.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A random part of an {@code alertmanager.yml}: routes under the matcher {@code tree="7"}, their receivers and inhibition rules. All
 * alerts are posted at whole seconds and all groups look half a second after one, so that no order is left to chance.
 */
final class RandomTree {
    private static final List<String> SIGNS = List.of("=", "!=", "=~", "!~");
    private static final Map<String, List<String>> VALUES = new TreeMap<>(Map.of(
            "alertname", List.of("Slow", "Down", "Full"),
            "instance", List.of("", "i1", "i2"),
            "service", List.of("", "pay", "shop"),
            "severity", List.of("page", "ticket")));
    private static final List<String> PATTERNS = List.of(".+", "", "shop|page|Slow|i1", "[a-r].*", "p.*|D.*|i2");
    private static final List<String> GROUP_BYS =
            List.of("['...']", "[]", "[alertname]", "[service]", "[alertname, severity]", "[instance, absent]");
    private static final List<String> WAITS = List.of("500ms", "1s500ms");
    private static final List<String> INTERVALS = List.of("2s", "3s");
    /** None is a multiple of an interval, at which it would be a matter of microseconds whether it has passed. */
    private static final List<String> REPEATS = List.of("2s500ms", "4s500ms", "7s500ms", "1h");

    private final int number;
    private final Random random;
    private final Set<String> receivers = new LinkedHashSet<>();
    private final List<String> inhibitRules = new ArrayList<>();
    private final String route;

    RandomTree(int number, Random random) {
        this.number = number;
        this.random = random;
        route = route("tree=\"" + number + "\"", 0);
        for (int i = random.nextInt(3); i > 0; i--) {
            inhibitRules.add(
                    "- {source_matchers: ['tree=\"%d\"', '%s'], target_matchers: ['tree=\"%d\"', '%s'], equal: %s}\n"
                            .formatted(
                                    number,
                                    matcher(),
                                    number,
                                    matcher(),
                                    pick(List.of("[]", "[service]", "[instance]"))));
        }
    }

    /** The route as a line of a list. */
    String route() {
        return "  - " + route + "\n";
    }

    List<String> inhibitRules() {
        return inhibitRules;
    }

    /** The names of the receivers; those that end in {@code -quiet} are not told of ends. */
    Set<String> receivers() {
        return receivers;
    }

    /** The labels of an alert of this tree. */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(Map.of("tree", Integer.toString(number)));
        VALUES.forEach((name, values) -> {
            String value = pick(values);
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
        });
        return labels;
    }

    /** A condition that some of its alerts fulfil, such as {@code service!="pay"}. */
    String matcher() {
        String sign = pick(SIGNS);
        String name = pick(List.copyOf(VALUES.keySet()));
        return name + sign + '"' + pick(sign.contains("~") ? PATTERNS : VALUES.get(name)) + '"';
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String route(String matcher, int depth) {
        String receiver = "tree" + number + pick(List.of("-a", "-b", "-quiet"));
        receivers.add(receiver);
        StringBuilder route = new StringBuilder("{matchers: ['" + matcher + "'], receiver: " + receiver)
                .append(", group_by: ")
                .append(pick(GROUP_BYS))
                .append(", group_wait: ")
                .append(pick(WAITS))
                .append(", group_interval: ")
                .append(pick(INTERVALS))
                .append(", repeat_interval: ")
                .append(pick(REPEATS))
                .append(times())
                .append(depth > 0 && random.nextBoolean() ? ", continue: true" : "");
        // Siblings with equal matchers would share what is remembered of them, and so depend on the order of their
        // looks.
        Set<String> matchers = new LinkedHashSet<>();
        for (int i = depth < 2 ? random.nextInt(4) : 0; i > 0; i--) {
            matchers.add(matcher());
        }
        List<String> children =
                matchers.stream().map(child -> route(child, depth + 1)).toList();
        return route.append(", routes: [")
                .append(String.join(", ", children))
                .append("]}")
                .toString();
    }

    private String times() {
        return switch (random.nextInt(12)) {
            case 0 -> ", mute_time_intervals: [always]";
            case 1 -> ", mute_time_intervals: [never]";
            case 2 -> ", active_time_intervals: [always]";
            case 3 -> ", active_time_intervals: [never]";
            default -> "";
        };
    }
}
