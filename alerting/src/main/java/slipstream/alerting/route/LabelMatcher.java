package slipstream.alerting.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One condition on a label, as Alertmanager writes it: {@code severity="critical"}, {@code service=~"shop|pay"}. A label that an
 * alert does not have counts as empty. Regular expressions are RE2's and match the whole value (Alertmanager, {@code pkg/labels}).
 */
public final class LabelMatcher implements Comparable<LabelMatcher> {
    private static final Comparator<LabelMatcher> ORDER = Comparator.comparing(LabelMatcher::name)
            .thenComparing(LabelMatcher::value)
            .thenComparing(LabelMatcher::operator);

    /** How a value is compared, in the order in which Alertmanager sorts matchers of one name and value. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        DOES_NOT_MATCH("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** Whether it compares with a regular expression. */
        public boolean isRegex() {
            return this == MATCHES || this == DOES_NOT_MATCH;
        }

        /** Whether it holds when the comparison does, rather than when it does not. */
        public boolean isPositive() {
            return this == EQUAL || this == MATCHES;
        }

        /** The operator as JSON says it, with two flags. */
        public static Operator of(boolean isRegex, boolean isPositive) {
            return Arrays.stream(values())
                    .filter(operator -> operator.isRegex() == isRegex && operator.isPositive() == isPositive)
                    .findFirst()
                    .orElseThrow();
        }

        static Optional<Operator> ofSign(String sign) {
            return Arrays.stream(values())
                    .filter(operator -> operator.sign.equals(sign))
                    .findFirst();
        }
    }

    private final String name;
    private final Operator operator;
    private final String value;
    private final Optional<Pattern> pattern;

    /** @throws IllegalArgumentException when the value is to be a regular expression and is none of RE2 */
    public LabelMatcher(String name, Operator operator, String value) {
        this.name = Objects.requireNonNull(name, "name");
        this.operator = Objects.requireNonNull(operator, "operator");
        this.value = Objects.requireNonNull(value, "value");
        this.pattern = operator.isRegex() ? Optional.of(compiled(value)) : Optional.empty();
    }

    private static Pattern compiled(String regex) {
        try {
            return Pattern.compile("^(?:" + regex + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + regex + "' is not a regular expression of RE2: " + e.getDescription(), e);
        }
    }

    public String name() {
        return name;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    /** Whether the labels fulfil the condition. */
    public boolean matches(Map<String, String> labels) {
        String found = labels.getOrDefault(name, "");
        boolean holds = pattern.map(regex -> regex.matcher(found).find()).orElseGet(() -> found.equals(value));
        return holds == operator.isPositive();
    }

    @Override
    public int compareTo(LabelMatcher other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatcher matcher && ORDER.compare(this, matcher) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, operator, value);
    }

    /** In the grammar of matchers, with the value in quotes. */
    @Override
    public String toString() {
        return LabelText.name(name) + operator.sign() + LabelText.quoted(value);
    }
}
