package slipstream.ingest.probe.condition;

import java.util.ArrayList;
import java.util.List;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/**
 * The conditions of a job or a step, all of which must hold. Immutable.
 *
 * @param all in the order in which they were written
 */
public record Conditions(List<Condition> all) {
    /** Nothing is demanded. */
    public static final Conditions NONE = new Conditions(List.of());

    private static final int MAX_CONDITIONS = 32;

    public Conditions {
        all = List.copyOf(all);
    }

    /** Reads a list of conditions; what is not understood is a problem of its line, what is not supported a warning. */
    public static Conditions read(Fields fields, String key) {
        List<Condition> read = new ArrayList<>();
        List<Element> items = fields.list(key);
        if (items.size() > MAX_CONDITIONS) {
            fields.error(key, "has " + items.size() + " conditions, at most " + MAX_CONDITIONS + " are allowed");
        }
        for (Element item : items) {
            item.asText(fields.problems()).ifPresent(text -> {
                try {
                    Condition condition = Condition.compile(text);
                    if (condition.isNotSupported()) {
                        fields.problems()
                                .warning(
                                        item.where(),
                                        item.path(),
                                        "is ignored: registration dates of domains are not asked for");
                    } else {
                        read.add(condition);
                    }
                } catch (IllegalArgumentException e) {
                    fields.problems().error(item.where(), item.path(), String.valueOf(e.getMessage()));
                }
            });
        }
        return new Conditions(read);
    }

    /** Whether any of them asks for something by this name. */
    public boolean askFor(String placeholder) {
        return all.stream().anyMatch(condition -> condition.asksFor(placeholder));
    }

    /** Holds the evidence against each of them. */
    public List<Condition.Result> check(Evidence evidence) {
        Facts facts = new Facts(evidence);
        return all.stream().map(condition -> condition.check(facts)).toList();
    }
}
