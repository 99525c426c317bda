package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/**
 * What paths are counted as: by rules that a person wrote, of which the first that matches counts, or by the shape of their parts.
 * Immutable, thread-safe; {@link Routes} is what it needs while it runs.
 *
 * @param rules what to replace by what; empty for the shape of the parts
 * @param maxRoutes how many different routes of a service are told apart
 */
public record RouteTemplates(List<Rule> rules, int maxRoutes) {
    /** As many as a person can look through, and few enough to be held in memory for every service. */
    public static final int DEFAULT_MAX_ROUTES = 1000;

    private static final int MOST_ROUTES = 100_000;
    private static final String AUTO = "auto";
    private static final String ID = ":id";

    /** The part of a path that matches is replaced by a text. */
    public record Rule(Pattern match, String as) {}

    public RouteTemplates {
        rules = List.copyOf(rules);
        if (maxRoutes < 1) {
            throw new IllegalArgumentException("at least one route is kept, not " + maxRoutes);
        }
    }

    /** By the shape of the parts of a path: numbers, UUIDs, long hexadecimal text and tokens become {@code :id}. */
    public static RouteTemplates automatic() {
        return new RouteTemplates(List.of(), DEFAULT_MAX_ROUTES);
    }

    /** Reads {@code routes} and {@code max_routes} of a source; empty when they are absent or have problems. */
    public static Optional<RouteTemplates> read(Fields entry) {
        OptionalInt most = entry.wholeNumber("max_routes", 1, MOST_ROUTES);
        int maxRoutes = most.orElse(DEFAULT_MAX_ROUTES);
        if (!entry.has("routes")) {
            if (most.isPresent()) {
                entry.error("max_routes", "belongs to routes, which is absent: add routes: auto");
            }
            return Optional.empty();
        }
        if (!entry.element("routes").map(Element::isList).orElse(false)) {
            return entry.oneOf("routes", AUTO).map(auto -> new RouteTemplates(List.of(), maxRoutes));
        }
        List<Rule> rules = new ArrayList<>();
        List<Fields> written = entry.listOfFields("routes");
        written.forEach(rule -> readRule(rule).ifPresent(rules::add));
        return rules.isEmpty() || rules.size() < written.size()
                ? Optional.empty()
                : Optional.of(new RouteTemplates(rules, maxRoutes));
    }

    private static Optional<Rule> readRule(Fields rule) {
        Optional<String> match = rule.requiredText("match");
        Optional<String> as = rule.requiredText("as");
        rule.done();
        if (as.filter(text -> text.startsWith("__")).isPresent()) {
            rule.error("as", "names that begin with __ are reserved");
            return Optional.empty();
        }
        try {
            return match.flatMap(text -> as.map(route -> new Rule(Pattern.compile(text), route)));
        } catch (PatternSyntaxException e) {
            rule.error("match", "is no regular expression: " + e.getDescription() + " near position " + e.getIndex());
            return Optional.empty();
        }
    }

    /** What a path is counted as. */
    public String template(String path) {
        if (rules.isEmpty()) {
            return byShape(path);
        }
        for (Rule rule : rules) {
            Matcher matcher = rule.match().matcher(new BudgetedText(path, BudgetedText.STEPS_PER_LINE));
            try {
                if (BudgetedText.find(matcher)) {
                    return path.substring(0, matcher.start()) + rule.as() + path.substring(matcher.end());
                }
            } catch (BudgetedText.OverBudgetException e) {
                // Such a path is not told apart from others like it: it cannot be afforded.
                return Routes.OVERFLOW;
            }
        }
        return path;
    }

    private static String byShape(String path) {
        StringBuilder template = null;
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            boolean isId = IdSegment.is(path, from, to);
            if (isId && template == null) {
                template = new StringBuilder(path.length()).append(path, 0, from);
            }
            if (template != null) {
                template.append(isId ? ID : path.substring(from, to)).append(slash < 0 ? "" : "/");
            }
            from = to + 1;
        }
        return template == null ? path : template.toString();
    }
}
