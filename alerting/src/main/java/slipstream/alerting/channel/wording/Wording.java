package slipstream.alerting.channel.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.channel.Message;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** A message in our own words: a title, a list of alerts, and where to go. */
public final class Wording {
    /** More alerts than a person reads; the rest is counted. */
    public static final int MAX_LISTED = 50;

    /** What a whole message of ours has at most, in UTF-8: 20 KiB with the envelope around it. */
    private static final int MAX_LIST_BYTES = 15 * 1024;

    private static final int MAX_LINE_CHARS = 280;

    /** For {@code and 9,950 more} and the ends of lines. */
    private static final int ROOM_FOR_COUNT = 40;

    private final Message message;

    public Wording(Message message) {
        this.message = message;
    }

    /** How bad, whether it goes on, and what it is: {@code P0 firing: checkout burns its budget}. */
    public String title(int maxChars) {
        List<AlertEvent> events = message.group().events();
        String what = events.size() == 1 ? new AlertWords(events.get(0)).sentence() : several();
        String severity = severity();
        String head = (severity.isEmpty() ? "" : severity + " ")
                + message.group().status().word();
        return Clip.line(head + ": " + what, maxChars);
    }

    /** As {@code oncall.yml} names it, or else as all alerts carry it; may be empty. */
    public String severity() {
        return message.incident()
                .flatMap(IncidentLink::severity)
                .orElseGet(() -> message.group().commonLabels().getOrDefault("severity", ""));
    }

    /** The alerts, one in a line, those that fire first, as many as fit; the others are counted. */
    public List<String> list(int maxBytes) {
        List<AlertEvent> events = ordered();
        List<String> lines = new ArrayList<>();
        int bytes = 0;
        for (AlertEvent event : events) {
            String mark = isMixed() ? event.status().word() + ": " : "";
            String line = Clip.line(mark + new AlertWords(event).line(), MAX_LINE_CHARS);
            bytes += Clip.bytes(line) + 1;
            if (lines.size() == MAX_LISTED || (bytes > maxBytes && !lines.isEmpty())) {
                lines.add(String.format(Locale.ROOT, "and %,d more", events.size() - lines.size()));
                break;
            }
            lines.add(line);
        }
        return lines;
    }

    /** The whole message as plain text of at most so many characters. */
    public String text(int maxChars) {
        Stream<String> links = Stream.of(
                        runbook().map(url -> "runbook: " + url),
                        acknowledge().map(url -> "acknowledge: " + url),
                        message.incident().map(Wording::incident))
                .flatMap(Optional::stream);
        String foot = links.collect(Collectors.joining("\n"));
        String head = title(MAX_LINE_CHARS);
        int room = Math.min(MAX_LIST_BYTES, maxChars - head.length() - foot.length() - ROOM_FOR_COUNT);
        String text = Stream.of(head, String.join("\n", list(room)), foot)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
        return Clip.chars(text, maxChars);
    }

    /** Of the first alert that has one. */
    public Optional<String> runbook() {
        return ordered().stream()
                .flatMap(event -> new AlertWords(event).runbook().stream())
                .findFirst();
    }

    /** Of the first alert that has one. */
    public Optional<String> page() {
        return ordered().stream()
                .flatMap(event -> new AlertWords(event).page().stream())
                .findFirst();
    }

    /** Where a person can say that somebody is at it; not once all is over. */
    public Optional<String> acknowledge() {
        return message.group().status() == AlertState.FIRING
                ? message.incident().flatMap(IncidentLink::acknowledgeUrl)
                : Optional.empty();
    }

    /** The incident in a few words: {@code incident 7QK3M, escalated to level 2 after 10m}. */
    public static String incident(IncidentLink link) {
        return "incident " + link.id() + (link.note().isEmpty() ? "" : ", " + Clip.line(link.note(), 200));
    }

    private List<AlertEvent> ordered() {
        List<AlertEvent> events = message.group().events();
        return Stream.concat(
                        events.stream().filter(event -> event.status() == AlertState.FIRING),
                        events.stream().filter(event -> event.status() != AlertState.FIRING))
                .toList();
    }

    private boolean isMixed() {
        return message.group().events().stream()
                        .map(AlertEvent::status)
                        .distinct()
                        .count()
                > 1;
    }

    private String several() {
        AlertGroup group = message.group();
        long alike = group.events().stream()
                .filter(event -> event.status() == group.status())
                .count();
        String names = Stream.of("alertname", "service")
                .flatMap(label -> Optional.ofNullable(group.commonLabels().get(label)).stream())
                .collect(Collectors.joining(" "));
        return String.format(Locale.ROOT, "%,d alerts", alike)
                + (isMixed()
                        ? String.format(
                                Locale.ROOT, " (%,d resolved)", group.events().size() - alike)
                        : "")
                + (names.isEmpty() ? "" : ", " + names);
    }
}
