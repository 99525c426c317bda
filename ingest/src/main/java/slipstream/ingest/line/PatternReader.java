package slipstream.ingest.line;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/**
 * Lines that a person's own regular expression takes apart by its named groups. A line may cost {@value BudgetedText#STEPS_PER_LINE}
 * steps; after {@value #MOST_OVER_BUDGET} lines that would have cost more the pattern is switched off, and its file's lines are dead
 * letters until the next start.
 */
final class PatternReader implements TextReader {
    /** reliability.md, bad input 48. */
    static final int MOST_OVER_BUDGET = 100;

    private final Pattern pattern;
    private final Map<String, String> attributes;
    private final Map<String, String> groups;
    private int overBudget;

    /**
     * @param groups what a group holds to its name in the pattern
     * @param attributes name of the attribute to what the group that holds it is called in {@code groups}
     */
    PatternReader(Pattern pattern, Map<String, String> groups, Map<String, String> attributes) {
        this.pattern = pattern;
        this.groups = groups;
        this.attributes = new LinkedHashMap<>(attributes);
    }

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        Matcher matcher = match(line);
        long timeMillis = told.timeOf("time", group(matcher, "time"));
        told.service(group(matcher, "service"));
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            told.attribute(attribute.getKey(), group(matcher, attribute.getValue()));
        }
        String status = group(matcher, "status");
        if (groups.containsKey("status")) {
            told.request(
                    timeMillis,
                    group(matcher, "route"),
                    group(matcher, "method"),
                    status.isEmpty() || status.equals("-") ? Observation.NO_STATUS : Told.status("status", status),
                    latencyMillis(matcher));
        } else {
            String message = group(matcher, "message");
            String level = group(matcher, "level");
            told.log(
                    timeMillis,
                    groups.containsKey("level") ? LogLevel.upper(level) : LogLevel.of(line),
                    groups.containsKey("message") ? message : line);
        }
    }

    private Matcher match(String line) throws RejectedObservationException {
        if (overBudget >= MOST_OVER_BUDGET) {
            throw new RejectedObservationException(
                    RejectReason.PATTERN_BUDGET, "pattern", trouble().orElseThrow());
        }
        Matcher matcher = pattern.matcher(new BudgetedText(line, BudgetedText.STEPS_PER_LINE));
        try {
            if (!BudgetedText.find(matcher)) {
                throw Told.unparsed("", "the pattern does not match the line");
            }
        } catch (BudgetedText.OverBudgetException e) {
            overBudget++;
            throw new RejectedObservationException(RejectReason.PATTERN_BUDGET, "pattern", e.getMessage());
        }
        return matcher;
    }

    private double latencyMillis(Matcher matcher) throws RejectedObservationException {
        String millis = group(matcher, "latencyMillis");
        String seconds = group(matcher, "latencySeconds");
        if (!millis.isEmpty() && !millis.equals("-")) {
            return Told.number("latencyMillis", millis);
        }
        return seconds.isEmpty() || seconds.equals("-")
                ? Observation.NO_LATENCY
                : Told.number("latencySeconds", seconds) * 1000;
    }

    private String group(Matcher matcher, String name) {
        String inJava = groups.get(name);
        String value = inJava == null ? null : matcher.group(inJava);
        return value == null ? "" : value;
    }

    @Override
    public Optional<String> trouble() {
        return overBudget < MOST_OVER_BUDGET
                ? Optional.empty()
                : Optional.of("the pattern is switched off: " + MOST_OVER_BUDGET + " lines took more than "
                        + BudgetedText.STEPS_PER_LINE + " steps");
    }
}
