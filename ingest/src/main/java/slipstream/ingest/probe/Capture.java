package slipstream.ingest.probe;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import slipstream.ingest.line.BudgetedText;
import slipstream.ingest.probe.condition.BodyPath;
import slipstream.ingest.probe.condition.Evidence;
import slipstream.ingest.probe.condition.Facts;

/** A value that one step of a flow takes from its answer for later ones. Immutable. */
public final class Capture {
    private static final String HEADER = "[HEADER].";
    private static final String REGEX = "regex:";

    private final String name;
    private final Function<HttpAnswer, Optional<String>> source;

    private Capture(String name, Function<HttpAnswer, Optional<String>> source) {
        this.name = name;
        this.source = source;
    }

    /**
     * @param source {@code [BODY].path}, {@code [HEADER].Name}, or {@code regex:} and a pattern whose first group is taken
     * @throws IllegalArgumentException with what is wrong
     */
    static Capture compile(String name, String source) {
        if (source.startsWith(HEADER)) {
            String header = source.substring(HEADER.length());
            return new Capture(
                    name, answer -> Optional.ofNullable(answer.headers().get(header)));
        }
        if (source.startsWith(REGEX)) {
            try {
                Pattern pattern = Pattern.compile(source.substring(REGEX.length()));
                return new Capture(name, answer -> find(pattern, answer.body()));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("the pattern is not understood: " + e.getDescription(), e);
            }
        }
        if (!source.startsWith("[BODY]")) {
            throw new IllegalArgumentException(
                    "'" + source + "' is no place of an answer: write [BODY].path, [HEADER].Name or regex:pattern");
        }
        BodyPath path = BodyPath.compile(source);
        return new Capture(name, answer -> path.find(new Facts(evidence(answer))));
    }

    private static Evidence evidence(HttpAnswer answer) {
        return new Evidence(true, answer.status(), "", answer.body(), 0, OptionalLong.empty(), "");
    }

    private static Optional<String> find(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(new BudgetedText(body, BudgetedText.STEPS_PER_LINE + 20L * body.length()));
        try {
            if (!BudgetedText.find(matcher)) {
                return Optional.empty();
            }
        } catch (BudgetedText.OverBudgetException e) {
            // The step then fails for want of this value, which names the capture that has the pattern.
            return Optional.empty();
        }
        return Optional.ofNullable(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
    }

    String name() {
        return name;
    }

    Optional<String> from(HttpAnswer answer) {
        return source.apply(answer);
    }
}
