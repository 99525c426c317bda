package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import slipstream.contract.document.Spelling;

/**
 * Compiles a person's own regular expression. What its named groups are called says what they hold; {@code attributes_user} is
 * kept as the attribute {@code user}. With {@code status} a line is a request, without it a record of the log.
 */
final class UserPattern {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "time", "status", "latencyMillis", "latencySeconds", "route", "method", "service", "level", "message"));

    /** In Java a group's name has letters and digits only, so each gets such a name before it is compiled. */
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9_]*)>");

    private static final String ATTRIBUTE = "attributes_";

    private UserPattern() {}

    /** @throws InvalidFormatException when it is no regular expression, or has no time, or a group that nothing is known of */
    static LineFormat compile(String text, ZoneId zone) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Map<String, String> groups = new LinkedHashMap<>();
        StringBuilder java = new StringBuilder();
        Matcher matcher = GROUP.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()) {
                attributes.put(name.substring(ATTRIBUTE.length()), name);
            } else if (!KNOWN.contains(name)) {
                throw new InvalidFormatException(
                        "the pattern's group " + name + " is not known" + Spelling.suggestion(name, KNOWN)
                                + "; known are " + String.join(", ", KNOWN) + " and attributes_<name>");
            }
            String inJava = "g" + groups.size();
            matcher.appendReplacement(java, "(?<" + inJava + ">");
            if (groups.put(name, inJava) != null) {
                throw new InvalidFormatException("the pattern has two groups " + name);
            }
        }
        matcher.appendTail(java);
        if (!groups.containsKey("time")) {
            throw new InvalidFormatException("the pattern has no group (?<time>...)");
        }
        Pattern pattern = compiled(java.toString());
        return new TextFormat(
                () -> new PatternReader(pattern, groups, attributes), Set.of(), zone, groups.containsKey("service"));
    }

    private static Pattern compiled(String java) {
        try {
            return Pattern.compile(java);
        } catch (PatternSyntaxException e) {
            throw new InvalidFormatException(
                    "the pattern is no regular expression: " + e.getDescription() + " near position " + e.getIndex());
        }
    }
}
