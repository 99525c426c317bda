package slipstream.alerting.channel.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.WindowPair;

/** One alert in words, for a person who has just been woken. */
public final class AlertWords {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

    /** Where a description may stand: the customary annotation, and the one that the rules' own sentence gives way to. */
    private static final List<String> DESCRIPTIONS = List.of("description", "detail");

    private static final int MAX_DESCRIPTION_CHARS = 1_000;

    private final AlertEvent event;

    public AlertWords(AlertEvent event) {
        this.event = event;
    }

    /** What is wrong, in one line: the summary that came with the alert, or else its name. */
    public String sentence() {
        String name = event.slo().isEmpty() ? event.labels().getOrDefault("alertname", "an alert") : event.slo();
        return Clip.line(event.annotations().getOrDefault("summary", name), 300);
    }

    /** The description that came with the alert, where it says more than the summary; may be empty. */
    public String description() {
        return DESCRIPTIONS.stream()
                .map(key -> event.annotations().getOrDefault(key, ""))
                .filter(text ->
                        !text.isBlank() && !text.equals(event.annotations().get("summary")))
                .findFirst()
                .map(text -> Clip.chars(text.strip(), MAX_DESCRIPTION_CHARS))
                .orElse("");
    }

    /** Names and values, the most urgent first. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Severity", event.severity());
        put(facts, "SLO", event.slo());
        put(facts, "Service", event.service());
        decisive().ifPresent(pair -> {
            facts.put(
                    "Bad",
                    String.format(
                            Locale.ROOT, "%,d of %,d in %s", pair.longBad(), pair.longTotal(), pair.longWindow()));
            pair.longBurnRate()
                    .ifPresent(rate ->
                            facts.put("Burn rate", oneDecimal(rate) + "x, limit " + oneDecimal(pair.factor()) + "x"));
        });
        event.measured()
                .ifPresent(measured -> measured.value()
                        .ifPresent(value -> facts.put(
                                "Measured",
                                measured.what() + " is " + oneDecimal(value) + ", limit "
                                        + oneDecimal(measured.threshold()))));
        event.budgetRemaining().ifPresent(share -> facts.put("Budget left", oneDecimal(share * 100) + " %"));
        event.exhaustsAt().ifPresent(end -> facts.put("Budget empty", MINUTE.format(end)));
        event.deploy()
                .ifPresent(deploy -> facts.put(
                        "Last change",
                        Clip.line(deploy.kind() + " " + deploy.version() + " at " + MINUTE.format(deploy.at()), 200)));
        event.contributors().stream()
                .findFirst()
                .ifPresent(top -> facts.put(
                        "Most of it",
                        Clip.line(
                                String.join(" ", top.values().values())
                                        + String.format(Locale.ROOT, ", %,d bad", top.bad()),
                                200)));
        facts.put("Since", MINUTE.format(event.startsAt()));
        event.endsAt().ifPresent(end -> facts.put("Lasted", length(event.startsAt(), end)));
        return facts;
    }

    /** The sentence and the facts on one line. */
    public String line() {
        StringBuilder line = new StringBuilder(sentence());
        facts().forEach((name, value) -> line.append("; ")
                .append(name.toLowerCase(Locale.ROOT))
                .append(' ')
                .append(value));
        return line.toString();
    }

    /** Where the alert's author wrote down what to do. */
    public Optional<String> runbook() {
        return webAddress(event.annotations().getOrDefault("runbook_url", ""));
    }

    /** Where the alert can be looked at. */
    public Optional<String> page() {
        return webAddress(event.generatorURL());
    }

    private static Optional<String> webAddress(String text) {
        return Optional.of(text).filter(url -> url.matches("https?://[^\\s<>\"|]{1,2000}"));
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, Clip.line(value, 200));
        }
    }

    /** The pair with the highest limit among those exceeded, or else the first, which a rule lists as its most urgent. */
    private Optional<WindowPair> decisive() {
        return event.evidence().stream()
                .filter(WindowPair::exceeded)
                .max(Comparator.comparingDouble(WindowPair::factor))
                .or(() -> event.evidence().stream().findFirst());
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String length(Instant start, Instant end) {
        Duration length = Duration.between(start, end);
        if (length.toHours() > 0) {
            return length.toHours() + "h" + length.toMinutesPart() + "m";
        }
        return length.toMinutes() > 0 ? length.toMinutes() + "m" : length.toSeconds() + "s";
    }
}
