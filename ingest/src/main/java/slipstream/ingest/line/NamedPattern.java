package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;

/**
 * A kind of line that is counted by its name. What a named group of it matches becomes an attribute of that name.
 *
 * @param groups the names of its groups
 */
public record NamedPattern(String name, Pattern match, List<String> groups) {
    /** A named group; before the built-in patterns, which are compiled with it. */
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /** Finds the address that a line about a client names, in the words of OpenSSH, nginx, PAM and fail2ban's filters. */
    private static final String CLIENT =
            "(?:.*?\\b(?:from|client|ip|rhost|addr|remote_addr)\\b[=: \"]{1,3}(?<client>[0-9a-fA-F.:]{3,45}))?";

    /** What is known without being written out. */
    private static final Map<String, NamedPattern> BUILT_IN = builtIn(
            "FATAL", "\\b(?:FATAL|PANIC|EMERG)\\b|\\bpanic: ",
            "ERROR", "\\b(?:ERROR|ERR|SEVERE|CRITICAL|CRIT)\\b",
            "SLOW_REQUEST", "\\bSLOW_REQUEST\\b|(?i:\\bslow (?:request|query)\\b)",
            "auth_failure",
                    "(?i)(?:\\bauth_failure\\b|\\bauthentication fail|\\bfailed (?:password|login)|\\blogin failed|\\binvalid"
                            + " (?:password|credentials|user)\\b)" + CLIENT,
            "SECURITY",
                    "(?i)(?:\\bSECURITY\\b|\\bunauthori[sz]ed\\b|\\bforbidden\\b|\\bsignature (?:verification failed|mismatch|invalid)"
                            + "|\\binvalid signature\\b|\\brate limit exceeded\\b)" + CLIENT);

    public NamedPattern {
        groups = List.copyOf(groups);
    }

    /** @throws PatternSyntaxException when it is no regular expression */
    static NamedPattern of(String name, String regularExpression) {
        List<String> groups = new ArrayList<>();
        Matcher matcher = GROUP.matcher(regularExpression);
        while (matcher.find()) {
            groups.add(matcher.group(1));
        }
        return new NamedPattern(name, Pattern.compile(regularExpression), groups);
    }

    private static Map<String, NamedPattern> builtIn(String... namesAndExpressions) {
        Map<String, NamedPattern> patterns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndExpressions.length; i += 2) {
            patterns.put(namesAndExpressions[i], of(namesAndExpressions[i], namesAndExpressions[i + 1]));
        }
        return patterns;
    }

    /** Reads {@code patterns} of a source: names of those that are built in, and {@code {name, match}} of others. */
    static List<NamedPattern> readAll(Fields entry) {
        List<NamedPattern> patterns = new ArrayList<>();
        for (Element element : entry.list("patterns")) {
            Optional<NamedPattern> pattern = element.isMapping()
                    ? element.asFields(entry.problems()).flatMap(NamedPattern::read)
                    : element.asText(entry.problems()).flatMap(name -> find(entry, name));
            pattern.ifPresent(patterns::add);
        }
        return patterns;
    }

    private static Optional<NamedPattern> find(Fields entry, String name) {
        NamedPattern known = BUILT_IN.get(name);
        if (known == null) {
            entry.error(
                    "patterns",
                    "'" + name + "' is not built in" + Spelling.suggestion(name, BUILT_IN.keySet()) + "; known are "
                            + String.join(", ", BUILT_IN.keySet()) + ", or give {name, match}");
        }
        return Optional.ofNullable(known);
    }

    private static Optional<NamedPattern> read(Fields fields) {
        Optional<String> name = fields.requiredText("name");
        Optional<String> match = fields.requiredText("match");
        fields.done();
        try {
            if (name.isEmpty() || match.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(of(ObservationRules.name("name", name.get()), match.get()));
        } catch (PatternSyntaxException e) {
            fields.error("match", "is no regular expression: " + e.getDescription() + " near position " + e.getIndex());
        } catch (RejectedObservationException e) {
            fields.error("name", e.getMessage());
        }
        return Optional.empty();
    }
}
