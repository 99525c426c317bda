package slipstream.ingest.webhook;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Draft;
import slipstream.ingest.door.FlatObject;
import slipstream.ingest.door.Lenient;
import slipstream.ingest.payload.ItemSink;

/**
 * What is made of somebody else's event: an observation of one type, whose fields stand at paths of the event or are always the same.
 *
 * @param type the word of the observation's type
 * @param paths field to the path in the event where it stands
 * @param values field to what it always is, where the event says nothing
 * @param when path to what must stand there; other events are left out
 */
record Mapping(String type, Map<String, String> paths, Map<String, String> values, Map<String, String> when) {
    private static final String ATTRIBUTE = "attributes.";
    private static final Set<String> NUMBERS = Set.of("status", "latencyMillis");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "change", Set.of("time", "service", "kind", "version", "outcome"),
            "log", Set.of("time", "service", "level", "pattern", "message"),
            "request", Set.of("time", "service", "route", "method", "status", "latencyMillis"));

    /** How GitHub, GitLab, Netlify and others call the two ends of a change; what is neither has not ended. */
    private static final Set<String> GOOD =
            Set.of("success", "succeeded", "successful", "ready", "ok", "passed", "true");

    private static final Set<String> BAD =
            Set.of("failure", "failed", "error", "errored", "cancelled", "canceled", "timed_out", "false");

    Mapping {
        paths = Map.copyOf(paths);
        values = Map.copyOf(values);
        when = Map.copyOf(when);
    }

    /** Reads {@code type}, {@code fields}, {@code values}, {@code labels} and {@code when} of an entry. */
    static Optional<Mapping> read(Fields entry) {
        if (!entry.has("type")) {
            entry.missing("type");
        }
        Optional<String> type = entry.oneOf("type", "change", "log", "request");
        Map<String, String> paths = entry.map("fields");
        Map<String, String> values = new HashMap<>(entry.map("values"));
        boolean known = type.isPresent() && isKnown(entry, "fields", type.get(), paths);
        known = type.isPresent() && isKnown(entry, "values", type.get(), values) && known;
        entry.map("labels")
                .forEach((name, value) -> values.put(name.equals("service") ? name : ATTRIBUTE + name, value));
        Map<String, String> when = entry.map("when");
        if (!paths.containsKey("service") && !values.containsKey("service")) {
            entry.error("labels", "the label service is required unless fields says where it stands");
            return Optional.empty();
        }
        return known ? type.map(word -> new Mapping(word, paths, values, when)) : Optional.empty();
    }

    private static boolean isKnown(Fields entry, String key, String type, Map<String, String> names) {
        Set<String> allowed = FIELDS.get(type);
        List<String> unknown = names.keySet().stream()
                .filter(name -> !allowed.contains(name) && !name.startsWith(ATTRIBUTE))
                .toList();
        unknown.forEach(name -> entry.error(
                key,
                "a " + type + " has no field '" + name + "'; it has " + String.join(", ", new TreeSet<>(allowed))
                        + " and " + ATTRIBUTE + "<name>"));
        return unknown.isEmpty();
    }

    /** Hands what an event tells to the items: accepted, or dropped when it is not asked for or not ended. */
    void map(FlatObject event, ObservationCodec codec, InstantSource clock, ItemSink items)
            throws RejectedObservationException {
        for (Map.Entry<String, String> condition : when.entrySet()) {
            if (!event.text(condition.getKey()).equals(condition.getValue())) {
                items.drop("not_wanted");
                return;
            }
        }
        Map<String, String> fields = new HashMap<>(values);
        paths.forEach((field, path) -> {
            if (!event.text(path).isEmpty()) {
                fields.put(field, event.text(path));
            }
        });
        if (type.equals("change")) {
            fields.putIfAbsent("kind", "deploy");
            String outcome = fields.getOrDefault("outcome", "success").toLowerCase(Locale.ROOT);
            if (!GOOD.contains(outcome) && !BAD.contains(outcome)) {
                items.drop("not_ended");
                return;
            }
            fields.put("outcome", GOOD.contains(outcome) ? "success" : "failure");
        }
        items.accept(draft(fields, clock).toObservation(codec, items.nextOrigin()));
    }

    private Draft draft(Map<String, String> fields, InstantSource clock) throws RejectedObservationException {
        Draft draft = new Draft(type).at(clock.millis());
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String name = field.getKey();
            String value = field.getValue();
            if (name.startsWith(ATTRIBUTE)) {
                draft.attribute(name.substring(ATTRIBUTE.length()), value);
            } else if (name.equals("time")) {
                draft.at(Lenient.timeMillis(value).orElseThrow(() -> wrong(name, value, "a time")));
            } else if (NUMBERS.contains(name)) {
                OptionalDouble number = Lenient.number(value);
                draft.number(name, number.orElseThrow(() -> wrong(name, value, "a number")));
            } else {
                draft.text(name, Draft.cut(value, 4096));
            }
        }
        return draft;
    }

    private static RejectedObservationException wrong(String field, String value, String wanted) {
        return new RejectedObservationException(
                RejectReason.WRONG_TYPE, field, field + " '" + ObservationRules.cut(value) + "' is not " + wanted);
    }
}
