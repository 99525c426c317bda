package slipstream.contract.slo;

import java.util.List;

/**
 * The fields whose values split a definition into groups, each with counts, a budget and alerts of its own.
 *
 * @param fields expressions that are text, for example {@code route} or {@code attributes.function}; empty for no groups
 * @param maxGroups how many groups are kept; what comes beyond is counted together as {@value #OVERFLOW}
 */
public record GroupBy(List<Selector> fields, int maxGroups) {
    /** The group of everything beyond the limit. */
    public static final String OVERFLOW = "__overflow__";

    public static final int DEFAULT_MAX_GROUPS = 200;

    public static final GroupBy NONE = new GroupBy(List.of(), DEFAULT_MAX_GROUPS);

    public GroupBy {
        fields = List.copyOf(fields);
        if (maxGroups < 1) {
            throw new IllegalArgumentException("at least one group is kept, not " + maxGroups);
        }
    }

    public boolean isNone() {
        return fields.isEmpty();
    }

    /** The names under which the values stand in labels: the last part of each field, {@code function} for {@code attributes.function}. */
    public List<String> labelNames() {
        return fields.stream().map(field -> labelName(field.expression())).toList();
    }

    private static String labelName(String expression) {
        String last = expression.substring(expression.lastIndexOf('.') + 1);
        return last.replaceAll("[^a-zA-Z0-9_]+", "_").replaceAll("^_+|_+$", "");
    }
}
