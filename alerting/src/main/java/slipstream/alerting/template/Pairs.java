package slipstream.alerting.template;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/** Names with their values in order, as {@code .SortedPairs} gives them. */
final class Pairs extends AbstractList<Object> implements Composite, Printer.Printed {
    private final List<Pair> pairs;

    Pairs(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /** One of them. */
    record Pair(String name, String value) implements Composite, Printer.Printed {
        @Override
        public String typeName() {
            return "template.Pair";
        }

        @Override
        public Map<String, Member> members() {
            return Map.of("Name", Composite.of(name), "Value", Composite.of(value));
        }

        @Override
        public void printTo(BoundedText text) throws EvaluationException {
            Printer.addFields(text, name, value);
        }
    }

    @Override
    public Object get(int index) {
        return pairs.get(index);
    }

    @Override
    public int size() {
        return pairs.size();
    }

    List<String> names() {
        return pairs.stream().map(Pair::name).toList();
    }

    List<String> values() {
        return pairs.stream().map(Pair::value).toList();
    }

    @Override
    public String typeName() {
        return "template.Pairs";
    }

    @Override
    public Map<String, Member> members() {
        return Map.of(
                "Names",
                Composite.by(this::names),
                "Values",
                Composite.by(this::values),
                "String",
                Composite.by(() -> Printer.plain(this)));
    }

    @Override
    public void printTo(BoundedText text) throws EvaluationException {
        for (int i = 0; i < pairs.size(); i++) {
            text.add(i == 0 ? "" : ", ")
                    .add(pairs.get(i).name() + "=" + pairs.get(i).value());
        }
    }
}
