package slipstream.alerting.template;

import com.google.re2j.Matcher;
import java.util.regex.Pattern;

/** What a match is replaced by: text with {@code $1}, {@code ${1}}, {@code $name} and {@code $$}, in Go's reading. */
final class GoReplacement {
    /** Go takes the longest name that letters, digits and underscores make: {@code $1x} is the group "1x". */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|(\\w+)|\\{(\\w+)\\})");

    private final String template;

    GoReplacement(String template) {
        this.template = template;
    }

    void addTo(BoundedText text, Matcher match) throws EvaluationException {
        java.util.regex.Matcher references = REFERENCE.matcher(template);
        int copied = 0;
        while (references.find()) {
            text.add(template.substring(copied, references.start()));
            String name = references.group(1) == null ? references.group(2) : references.group(1);
            text.add(name == null ? "$" : group(match, name));
            copied = references.end();
        }
        text.add(template.substring(copied));
    }

    /** A group that is not there is empty. */
    private static String group(Matcher match, String name) {
        if (name.matches("\\d{1,4}")) {
            int number = Integer.parseInt(name);
            String group = number <= match.groupCount() ? match.group(number) : null;
            return group == null ? "" : group;
        }
        try {
            String group = match.group(name);
            return group == null ? "" : group;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
