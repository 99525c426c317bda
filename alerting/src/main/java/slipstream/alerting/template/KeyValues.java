package slipstream.alerting.template;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import slipstream.alerting.template.Pairs.Pair;

/** Labels or annotations: Alertmanager's {@code KV}. */
final class KeyValues extends AbstractMap<String, String> implements Composite, Printer.Printed {
    /** Stands first among sorted pairs. */
    private static final String NAME = "alertname";

    private final SortedMap<String, String> values;

    KeyValues(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String get(Object key) {
        return key instanceof String ? values.get(key) : null;
    }

    Pairs sortedPairs() {
        List<Pair> pairs = new ArrayList<>();
        values.forEach((name, value) -> pairs.add(name.equals(NAME) ? 0 : pairs.size(), new Pair(name, value)));
        return new Pairs(pairs);
    }

    private KeyValues without(List<Object> arguments) throws EvaluationException {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof List<?> names)) {
            throw new EvaluationException("takes one list of names");
        }
        Set<String> removed = names.stream().map(Object::toString).collect(Collectors.toSet());
        Map<String, String> left = new TreeMap<>(values);
        left.keySet().removeAll(removed);
        return new KeyValues(left);
    }

    @Override
    public String typeName() {
        return "template.KV";
    }

    @Override
    public Map<String, Member> members() {
        return Map.of(
                "SortedPairs", Composite.by(this::sortedPairs),
                "Remove", this::without,
                "Names", Composite.by(() -> sortedPairs().names()),
                "Values", Composite.by(() -> sortedPairs().values()),
                "String", Composite.by(() -> Printer.plain(this)));
    }

    @Override
    public void printTo(BoundedText text) throws EvaluationException {
        sortedPairs().printTo(text);
    }
}
