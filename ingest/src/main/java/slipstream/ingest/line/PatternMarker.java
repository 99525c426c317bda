package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.ObservationRules;

/**
 * Names the first pattern that each record of a log matches, in its level and message. A pattern that goes over its budget in a line
 * does not match it, and is switched off after {@value PatternReader#MOST_OVER_BUDGET} such lines. Not thread-safe.
 */
final class PatternMarker {
    private final List<NamedPattern> patterns;
    private final Map<String, Integer> overBudget = new HashMap<>();

    PatternMarker(List<NamedPattern> patterns) {
        this.patterns = new ArrayList<>(patterns);
    }

    /** The record with the name of its pattern, and with what the pattern's groups hold as attributes. */
    LogRecord mark(LogRecord log) {
        String text = log.level().isEmpty() ? log.message() : log.level() + " " + log.message();
        for (NamedPattern pattern : List.copyOf(patterns)) {
            Matcher matcher = pattern.match().matcher(new BudgetedText(text, BudgetedText.STEPS_PER_LINE));
            try {
                if (BudgetedText.find(matcher)) {
                    return marked(log, pattern, matcher);
                }
            } catch (BudgetedText.OverBudgetException e) {
                if (overBudget.merge(pattern.name(), 1, Integer::sum) >= PatternReader.MOST_OVER_BUDGET) {
                    patterns.remove(pattern);
                }
            }
        }
        return log;
    }

    private static LogRecord marked(LogRecord log, NamedPattern pattern, Matcher matcher) {
        Map<String, String> attributes = log.attributes();
        for (String group : pattern.groups()) {
            String value = matcher.group(group);
            if (value != null && !value.isEmpty() && attributes.size() < ObservationRules.MAX_ATTRIBUTES) {
                attributes = new LinkedHashMap<>(attributes);
                attributes.put(group, LineText.cut(value));
            }
        }
        return new LogRecord(
                log.origin(), log.timeMillis(), log.service(), log.level(), pattern.name(), log.message(), attributes);
    }

    /** Which patterns are switched off. */
    Optional<String> trouble() {
        List<String> off = overBudget.entrySet().stream()
                .filter(each -> each.getValue() >= PatternReader.MOST_OVER_BUDGET)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return off.isEmpty()
                ? Optional.empty()
                : Optional.of("the pattern " + String.join(", ", off) + " is switched off: "
                        + PatternReader.MOST_OVER_BUDGET + " lines took more than " + BudgetedText.STEPS_PER_LINE
                        + " steps");
    }
}
