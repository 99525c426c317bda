package slipstream.ingest.probe.condition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compiles one side of a condition. */
final class Operands {
    /** Gatus asks a registry over the network for it; this program does not. */
    static final String DOMAIN_EXPIRATION = "[DOMAIN_EXPIRATION]";

    private static final Map<String, Function<Facts, Optional<String>>> PLACEHOLDERS = placeholders();

    private Operands() {}

    private static Map<String, Function<Facts, Optional<String>>> placeholders() {
        Map<String, Function<Facts, Optional<String>>> all = new LinkedHashMap<>();
        all.put("[STATUS]", facts -> Optional.of(String.valueOf(facts.evidence().status())));
        all.put("[RESPONSE_TIME]", facts -> Optional.of(millis(facts.evidence().latencyMillis())));
        all.put(
                "[CONNECTED]",
                facts -> Optional.of(String.valueOf(facts.evidence().connected())));
        all.put("[IP]", facts -> Optional.of(facts.evidence().ip()));
        all.put("[DNS_RCODE]", facts -> Optional.of(facts.evidence().rcode()));
        all.put(
                "[CERTIFICATE_EXPIRATION]",
                facts -> facts.evidence().certificateMillisLeft().stream()
                        .mapToObj(String::valueOf)
                        .findFirst());
        all.put(DOMAIN_EXPIRATION, facts -> Optional.empty());
        return all;
    }

    /** @throws IllegalArgumentException with what is wrong */
    static Operand compile(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("one side is empty");
        }
        if (isCall(text, "pat")) {
            return new Operand.Glob(text, argument(text, "pat"));
        }
        if (isCall(text, "any")) {
            List<Operand> choices = Arrays.stream(argument(text, "any").split(",", -1))
                    .map(choice -> compile(choice.strip()))
                    .toList();
            return new Operand.Choice(text, choices);
        }
        if (isCall(text, "len")) {
            BodyPath path = BodyPath.compile(argument(text, "len"));
            return new Operand.Placeholder(text, facts -> path.length(facts).map(String::valueOf));
        }
        if (isCall(text, "has")) {
            BodyPath path = BodyPath.compile(argument(text, "has"));
            return new Operand.Placeholder(text, facts -> Optional.of(String.valueOf(path.exists(facts))));
        }
        if (text.startsWith(BodyPath.PREFIX)) {
            return new Operand.Placeholder(text, BodyPath.compile(text)::find);
        }
        Function<Facts, Optional<String>> lookup = PLACEHOLDERS.get(text);
        if (lookup != null) {
            return new Operand.Placeholder(text, lookup);
        }
        if (text.startsWith("[")) {
            throw new IllegalArgumentException("the placeholder '" + text + "' is not known; known are [BODY], "
                    + String.join(", ", PLACEHOLDERS.keySet()));
        }
        return new Operand.Literal(text);
    }

    private static boolean isCall(String text, String function) {
        return text.startsWith(function + "(") && text.endsWith(")");
    }

    private static String argument(String text, String function) {
        return text.substring(function.length() + 1, text.length() - 1).strip();
    }

    private static String millis(double millis) {
        return Double.isNaN(millis)
                ? "0"
                : BigDecimal.valueOf(millis)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
