package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.MatcherParser;
import slipstream.contract.document.Durations;

/** Silences, as people set them. */
@Command(
        name = "silence",
        description = "Keeps alerts quiet for a while.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SilenceCommand.AddCommand.class,
            SilenceCommand.ListCommand.class,
            SilenceCommand.ExpireCommand.class
        })
final class SilenceCommand extends CommandGroup {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Sets one. */
    @Command(
            name = "add",
            description = "Silences the alerts that fulfil all conditions, and prints the silence's id.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "For example:",
                "  slipstream silence add 'service=\"shop\"' 'severity!=\"page\"' --for 2h --comment 'new database'",
            })
    static final class AddCommand implements Callable<Integer> {
        @Parameters(
                arity = "1..*",
                paramLabel = "MATCHER",
                description = "A condition on a label: name=value, name!=value, name=~regex, name!~regex.")
        private List<String> matchers;

        @Option(names = "--for", defaultValue = "1h", paramLabel = "DURATION", description = "How long (default: 1h).")
        private String length;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "When it begins, such as 2026-01-31T12:00:00Z (default: now).")
        private Optional<String> from = Optional.empty();

        @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "Why.")
        private String comment;

        @Option(
                names = "--author",
                defaultValue = "${sys:user.name}",
                paramLabel = "NAME",
                description = "Who (default: ${DEFAULT-VALUE}).")
        private String author;

        @Mixin
        private AlertingClient alerting;

        @Override
        public Integer call() {
            Instant start = from.map(AddCommand::time).orElseGet(InstantSource.system()::instant);
            ObjectNode silence = JSON.objectNode();
            silence.set("matchers", conditions());
            silence.put("startsAt", start.toString());
            silence.put("endsAt", start.plus(duration()).toString());
            silence.put("createdBy", author);
            silence.put("comment", comment);
            System.out.println(
                    alerting.post("/api/v2/silences", silence).path("silenceID").asText());
            return 0;
        }

        private ArrayNode conditions() {
            ArrayNode conditions = JSON.arrayNode();
            for (LabelMatcher matcher : parsed(matchers)) {
                ObjectNode condition = conditions.addObject();
                condition.put("name", matcher.name());
                condition.put("value", matcher.value());
                condition.put("isRegex", matcher.operator().isRegex());
                condition.put("isEqual", matcher.operator().isPositive());
            }
            return conditions;
        }

        private Duration duration() {
            try {
                return Durations.parse(length);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--for: " + e.getMessage(), e);
            }
        }

        private static Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new UsageException("--from is a time such as 2026-01-31T12:00:00Z, not '" + text + "'", e);
            }
        }
    }

    /** Lists them. */
    @Command(
            name = "list",
            description = "Lists silences that hold or are to come; with --expired those that are over too.",
            mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {
        @Parameters(arity = "0..*", paramLabel = "MATCHER", description = "Only those that have this very condition.")
        private List<String> matchers = List.of();

        @Option(names = "--expired", description = "Also those that are over.")
        private boolean expired;

        @Mixin
        private AlertingClient alerting;

        @Override
        public Integer call() {
            List<String> filters = new ArrayList<>();
            parsed(matchers)
                    .forEach(matcher ->
                            filters.add("filter=" + URLEncoder.encode(matcher.toString(), StandardCharsets.UTF_8)));
            String query = filters.isEmpty() ? "" : "?" + String.join("&", filters);
            int shown = 0;
            for (JsonNode silence : alerting.get("/api/v2/silences" + query)) {
                if (expired || !silence.at("/status/state").asText().equals("expired")) {
                    System.out.println(line(silence));
                    shown++;
                }
            }
            if (shown == 0) {
                System.out.println("no silences" + (expired ? "" : " (--expired shows those that are over)"));
            }
            return 0;
        }

        private static String line(JsonNode silence) {
            List<String> conditions = new ArrayList<>();
            silence.path("matchers").forEach(matcher -> conditions.add(condition(matcher)));
            return String.join(
                    "  ",
                    silence.path("id").asText(),
                    silence.at("/status/state").asText(),
                    "until " + silence.path("endsAt").asText(),
                    "{" + String.join(", ", conditions) + "}",
                    silence.path("createdBy").asText() + ": "
                            + silence.path("comment").asText());
        }

        private static String condition(JsonNode matcher) {
            boolean isEqual = matcher.path("isEqual").asBoolean(true);
            String sign = matcher.path("isRegex").asBoolean() ? isEqual ? "=~" : "!~" : isEqual ? "=" : "!=";
            return matcher.path("name").asText()
                    + sign
                    + '"'
                    + matcher.path("value").asText()
                    + '"';
        }
    }

    /** Ends them. */
    @Command(name = "expire", description = "Ends silences at once.", mixinStandardHelpOptions = true)
    static final class ExpireCommand implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "ID", description = "As `slipstream silence list` shows it.")
        private List<String> ids;

        @Mixin
        private AlertingClient alerting;

        @Override
        public Integer call() {
            for (String id : ids) {
                alerting.delete("/api/v2/silence/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
                System.out.println(id + " has ended");
            }
            return 0;
        }
    }

    private static List<LabelMatcher> parsed(List<String> texts) {
        try {
            return MatcherParser.parseAll(texts).all();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
