package slipstream.alerting.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.contract.document.Fields;

/** Reads {@code route}, {@code inhibit_rules}, {@code time_intervals} and the older {@code mute_time_intervals}. */
public final class RoutingReader {
    private RoutingReader() {}

    /**
     * Reads the sections of an {@code alertmanager.yml}.
     *
     * @param receivers the names that routes may lead to
     * @return empty when there is no route; with errors among the problems it is not to be used
     */
    public static Optional<Routing> read(Fields root, Set<String> receivers) {
        Map<String, List<TimeInterval>> intervals = timeIntervals(root);
        List<InhibitRule> rules = new ArrayList<>();
        root.listOfFields("inhibit_rules").forEach(rule -> rules.add(inhibitRule(rule)));
        return root.requiredFields("route")
                .flatMap(route -> new RouteReader(receivers, intervals.keySet()).readRoot(route))
                .map(route -> new Routing(route, rules, intervals));
    }

    /** Reads {@code time_intervals} and the older {@code mute_time_intervals}, by name. */
    public static Map<String, List<TimeInterval>> timeIntervals(Fields root) {
        Map<String, List<TimeInterval>> intervals = new LinkedHashMap<>();
        intervals(root, "time_intervals", intervals);
        intervals(root, "mute_time_intervals", intervals);
        return intervals;
    }

    private static void intervals(Fields root, String key, Map<String, List<TimeInterval>> byName) {
        for (Fields named : root.listOfFields(key)) {
            Optional<String> name = named.requiredText("name");
            List<TimeInterval> read = named.listOfFields("time_intervals").stream()
                    .map(TimeIntervalReader::read)
                    .toList();
            named.done();
            if (name.isPresent() && byName.putIfAbsent(name.get(), read) != null) {
                named.error("name", "'" + name.get() + "' is the name of another time interval too");
            }
        }
    }

    private static InhibitRule inhibitRule(Fields rule) {
        rule.text("name");
        InhibitRule read = new InhibitRule(
                MatchersReader.read(rule, "source_"),
                MatchersReader.read(rule, "target_"),
                new TreeSet<>(rule.listOfText("equal")));
        rule.done();
        return read;
    }
}
