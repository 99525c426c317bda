package slipstream.contract.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The keys of one mapping. Readers ask for the keys they know and call {@link #done()}; every other key is then reported
 * with the known key it most resembles. Problems go to the collector; a getter returns empty where it recorded one.
 */
public final class Fields {
    private final String path;
    private final Location where;
    private final Problems problems;
    private final Map<String, Element> values = new LinkedHashMap<>();
    private final Map<String, Location> keyPlaces = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Fields(MappingNode mapping, String file, String path, Problems problems) {
        this.path = path;
        this.problems = problems;
        this.where = new Location(
                file,
                mapping.getStartMark().getLine() + 1,
                mapping.getStartMark().getColumn() + 1);
        for (NodeTuple tuple : mapping.getValue()) {
            put(tuple, file);
        }
    }

    private void put(NodeTuple tuple, String file) {
        Node key = tuple.getKeyNode();
        Location keyPlace = new Location(
                file, key.getStartMark().getLine() + 1, key.getStartMark().getColumn() + 1);
        if (!(key instanceof ScalarNode scalar)) {
            problems.error(keyPlace, path, "a key must be text");
            return;
        }
        String name = scalar.getValue();
        Location before = keyPlaces.putIfAbsent(name, keyPlace);
        if (before != null) {
            problems.error(keyPlace, keyPath(name), "the key stands twice, first at line " + before.line());
            return;
        }
        values.put(name, new Element(tuple.getValueNode(), file, keyPath(name)));
    }

    public Location where() {
        return where;
    }

    /** Where a key's value stands, or the mapping itself when the key is absent. */
    public Location whereIs(String key) {
        Element value = values.get(key);
        return value == null ? where : value.where();
    }

    public String keyPath(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public Problems problems() {
        return problems;
    }

    public boolean has(String key) {
        return element(key).isPresent();
    }

    /** The keys that are there; looking at them does not make them known. */
    public Set<String> keys() {
        return Set.copyOf(values.keySet());
    }

    /** Whether a key is there and something stands behind it. */
    public boolean holds(String key) {
        return element(key).filter(value -> !value.isEmpty()).isPresent();
    }

    /** The value of a key, if it is there. */
    public Optional<Element> element(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** Every key and value, where the keys are data rather than names known beforehand. */
    public Map<String, Element> all() {
        asked.addAll(values.keySet());
        return new LinkedHashMap<>(values);
    }

    public Optional<String> text(String key) {
        return element(key).flatMap(value -> value.asText(problems));
    }

    public Optional<String> requiredText(String key) {
        if (!has(key)) {
            missing(key);
        }
        return text(key);
    }

    public Optional<Fields> fields(String key) {
        return element(key).flatMap(value -> value.asFields(problems));
    }

    public Optional<Fields> requiredFields(String key) {
        if (!has(key)) {
            missing(key);
        }
        return fields(key);
    }

    /** The items of a list; empty when the key is absent, and, with a warning, when it has no value. */
    public List<Element> list(String key) {
        Optional<Element> list = element(key);
        if (list.isPresent() && list.get().isEmpty()) {
            warning(key, "has no value and is ignored");
            return List.of();
        }
        return list.map(value -> value.asList(problems)).orElse(List.of());
    }

    /** The items of a list that are mappings. */
    public List<Fields> listOfFields(String key) {
        List<Fields> items = new ArrayList<>();
        list(key).forEach(item -> item.asFields(problems).ifPresent(items::add));
        return items;
    }

    /** The items of a list that are text. */
    public List<String> listOfText(String key) {
        List<String> items = new ArrayList<>();
        list(key).forEach(item -> item.asText(problems).ifPresent(items::add));
        return items;
    }

    /** A mapping of text to text. */
    public Map<String, String> map(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        fields(key)
                .ifPresent(entries -> entries.all()
                        .forEach((name, value) -> value.asText(problems).ifPresent(text -> map.put(name, text))));
        return map;
    }

    public Optional<Boolean> bool(String key) {
        return converted(key, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    public OptionalInt wholeNumber(String key, int min, int max) {
        Optional<Integer> number = converted(key, "a whole number from " + min + " to " + max, text -> {
            int value = Integer.parseInt(text);
            // YAML 1.1 takes 0777 for octal, YAML 1.2 does not: what depends on the reader is refused.
            if (value < min || value > max || !text.equals(Integer.toString(value))) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        });
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    public OptionalDouble number(String key) {
        Optional<Double> number = converted(key, "a number", text -> {
            // Not Double.parseDouble: it takes "5d" and "5f" for 5, where a duration was probably meant.
            double value = new BigDecimal(text).doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not finite");
            }
            return value;
        });
        return number.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /** A number with a unit, kept exact. */
    public Optional<Quantity> quantity(String key) {
        return converted(key, "a number such as 1000, 5% or 50MB", Quantity::parse);
    }

    public Optional<Duration> duration(String key) {
        return converted(key, "a duration such as 500ms, 30s, 5m, 1h30m or 7d", Durations::parse);
    }

    /** A value of one of the given words. */
    public Optional<String> oneOf(String key, String... words) {
        List<String> allowed = List.of(words);
        return converted(key, "one of " + String.join(", ", allowed), text -> {
            if (!allowed.contains(text)) {
                throw new IllegalArgumentException("not one of them");
            }
            return text;
        });
    }

    /** A scalar turned into a value; the conversion throws {@link IllegalArgumentException} when the text is not allowed. */
    public <T> Optional<T> converted(String key, String allowed, Function<String, T> conversion) {
        Optional<Element> value = element(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> text = value.get().scalar();
        if (text.isPresent()) {
            try {
                return Optional.of(conversion.apply(text.get()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                // The problem below says what is allowed; the exception only says that this text is not.
            }
        }
        problems.error(
                value.get().where(),
                keyPath(key),
                "must be " + allowed + ", is " + value.get().kind());
        return Optional.empty();
    }

    /** Reports an error at a key, or at the mapping when the key is absent. */
    public void error(String key, String message) {
        problems.error(keyPlaces.getOrDefault(key, where), keyPath(key), message);
    }

    /** Reports a warning at a key, or at the mapping when the key is absent. */
    public void warning(String key, String message) {
        problems.warning(keyPlaces.getOrDefault(key, where), keyPath(key), message);
    }

    /** Reports a key that is required and absent. */
    public void missing(String key) {
        problems.error(where, keyPath(key), "is required");
    }

    /** Reports every key that nobody asked for, with the one that was probably meant. */
    public void done() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                error(key, "is not known here" + Spelling.suggestion(key, asked));
            }
        }
    }
}
