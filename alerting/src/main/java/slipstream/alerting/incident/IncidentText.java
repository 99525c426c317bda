package slipstream.alerting.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is said about an incident to people who are not on call: a subject in one line, and a text. */
public record IncidentText(String subject, String text) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final String NOT_KNOWN = "not known yet";

    public IncidentText {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
    }

    /** What a text is made of; words in braces are filled in. */
    public record Template(String subject, String text) {
        public Template {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(text, "text");
        }
    }

    /** When something is said, and what by default: the fields are those of the runbooks' templates. */
    public enum Form {
        INITIAL("[{severity}] {title}", """
                        INCIDENT {id}: {title}
                        Severity: {severity}
                        Service: {service}
                        Impact: {impact}
                        Started: {started}
                        Status: {status}
                        Respond by: {respond_by}
                        Next update: {next_update}
                        """),
        UPDATE("[{severity}] UPDATE {title}", """
                        INCIDENT {id}: {title}
                        Severity: {severity}
                        Service: {service}
                        Impact: {impact}
                        Started: {started}
                        Status: {status}
                        Taken up by: {acknowledged_by}
                        Cause: {cause}
                        Next update: {next_update}

                        {timeline}
                        """),
        RESOLUTION("[RESOLVED] {title}", """
                        INCIDENT {id} is resolved: {title}
                        Severity: {severity}
                        Service: {service}
                        Impact: {impact}
                        Started: {started}
                        Resolved: {resolved}
                        Duration: {duration}
                        Root cause: {cause}
                        Budget spent: {budget_spent}
                        Post-mortem: {post_mortem}

                        {timeline}
                        """);

        private final String subject;
        private final String text;

        Form(String subject, String text) {
            this.subject = subject;
            this.text = text;
        }

        /** Used where {@code oncall.yml} gives no other. */
        public Template template() {
            return new Template(subject, text);
        }

        /** As it stands in {@code oncall.yml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The text about an incident as it stands.
     *
     * @param respondBy until when somebody must have taken it up
     */
    public static IncidentText of(
            Form form, Incident incident, Optional<Instant> respondBy, Instant now, IncidentSettings settings) {
        Map<String, String> values = values(incident, respondBy, now, settings);
        Template template = settings.template(form);
        return new IncidentText(
                filled(template.subject(), values)
                        .replaceAll("\\p{Cntrl}+", " ")
                        .strip(),
                filled(template.text(), values).strip() + "\n");
    }

    /** The words that may stand in braces. */
    public static Set<String> placeholders() {
        Incident any = Incident.open("", new TreeMap<>(), "", Optional.empty(), "", Instant.EPOCH, taken -> false);
        return values(any, Optional.empty(), Instant.EPOCH, IncidentSettings.DEFAULT)
                .keySet();
    }

    /** The words in braces that a template names. */
    public static Set<String> named(String template) {
        return PLACEHOLDER
                .matcher(template)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> values(
            Incident incident, Optional<Instant> respondBy, Instant now, IncidentSettings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", incident.id());
        values.put("title", incident.title());
        values.put("severity", incident.severity().orElse("INCIDENT"));
        values.put("service", incident.labels().getOrDefault("service", "not named"));
        values.put("impact", orNotKnown(incident.impact()));
        values.put("started", time(incident.openedAt()));
        values.put("status", incident.status().word());
        values.put("cause", orNotKnown(incident.cause()));
        values.put(
                "acknowledged_by",
                incident.acknowledged().map(Acknowledgement::by).orElse("nobody yet"));
        values.put("respond_by", respondBy.map(IncidentText::time).orElse("no time is set"));
        values.put("next_update", incident.isOpen() ? time(now.plus(settings.updateEvery())) : "none, it is resolved");
        values.put("resolved", incident.resolvedAt().map(IncidentText::time).orElse("not yet"));
        values.put(
                "duration",
                duration(Duration.between(
                        incident.openedAt(), incident.resolvedAt().orElse(now))));
        values.put(
                "budget_spent",
                incident.budgetSpent()
                        .map(share -> String.format(Locale.ROOT, "%.1f %%", share * 100))
                        .orElse("not measured"));
        values.put(
                "post_mortem",
                settings.postMortemUrl()
                        .map(url -> url.replace("{id}", incident.id()))
                        .orElse("to be written"));
        values.put("timeline", timeline(incident));
        return values;
    }

    /** What stands in a value is not looked at again: a title with braces stays as it is. */
    private static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    private static String timeline(Incident incident) {
        return incident.timeline().stream()
                .map(entry ->
                        "- " + time(entry.at()) + " " + entry.kind().name().toLowerCase(Locale.ROOT)
                                + (entry.who().isEmpty() ? "" : " (" + entry.who() + ")")
                                + (entry.text().isEmpty() ? "" : ": " + entry.text()))
                .collect(Collectors.joining("\n"));
    }

    private static String orNotKnown(String text) {
        return text.isEmpty() ? NOT_KNOWN : text;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String duration(Duration length) {
        Duration whole = length.truncatedTo(ChronoUnit.SECONDS);
        if (whole.toHours() > 0) {
            return whole.toHours() + " h " + whole.toMinutesPart() + " min";
        }
        return whole.toMinutes() > 0
                ? whole.toMinutes() + " min " + whole.toSecondsPart() + " s"
                : whole.toSeconds() + " s";
    }
}
