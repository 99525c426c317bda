package slipstream.alerting.channel.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.WindowPair;
import slipstream.contract.event.AlertState;

/** An alert in one line, for a person who has just been woken: what, how bad, how much is left, since when. */
final class AlertLine {
    private static final String RED = "\u001B[31m";
    private static final String YELLOW = "\u001B[33m";
    private static final String GREEN = "\u001B[32m";
    private static final String RESET = "\u001B[0m";

    /** Where the sentence may stand: the words of the document come first. */
    private static final List<String> PLACES = List.of("summary", "description", "detail");

    private AlertLine() {}

    static String of(AlertEvent event) {
        StringBuilder line = new StringBuilder("ALERT ");
        line.append(event.status().word());
        line.append("  ").append(event.severity());
        line.append("  ").append(said(event));
        if (event.status() == AlertState.RESOLVED) {
            event.endsAt().ifPresent(end -> line.append("  lasted ").append(length(event.startsAt(), end)));
        }
        line.append("  at ").append(event.evaluatedAt());
        return withoutControls(line.toString());
    }

    /** The line in the colour of its urgency. */
    static String coloured(AlertEvent event, String line) {
        if (event.status() == AlertState.RESOLVED) {
            return GREEN + line + RESET;
        }
        return (event.severity().equals("page") ? RED : YELLOW) + line + RESET;
    }

    private static String burning(AlertEvent event, WindowPair pair) {
        return event.slo() + "  " + burn(pair) + "  budget left " + budget(event.budgetRemaining());
    }

    /** The document's own words, then the sentence that the alert was written with; without one its numbers, or its name. */
    private static String said(AlertEvent event) {
        String name = event.slo().isEmpty() ? event.labels().getOrDefault("alertname", "an alert") : event.slo();
        String summary = event.annotations().getOrDefault("summary", name);
        Optional<String> sentence = PLACES.stream()
                .map(place -> event.annotations().getOrDefault(place, ""))
                .filter(words -> words.startsWith(name + ":") || words.startsWith(name + " ("))
                .findFirst();
        if (sentence.isPresent()) {
            return sentence.get().equals(summary) ? summary : summary + "; " + sentence.get();
        }
        return decisive(event).map(pair -> burning(event, pair)).orElse(summary);
    }

    /** The pair with the highest limit among those exceeded; when none is, the first, which a rule lists as its most urgent. */
    private static Optional<WindowPair> decisive(AlertEvent event) {
        List<WindowPair> pairs = event.evidence();
        return pairs.stream()
                .filter(WindowPair::exceeded)
                .max(Comparator.comparingDouble(WindowPair::factor))
                .or(() -> pairs.stream().findFirst());
    }

    private static String burn(WindowPair pair) {
        return "burn " + rate(pair.shortBurnRate()) + " over " + pair.shortWindow() + ", " + rate(pair.longBurnRate())
                + " over " + pair.longWindow() + " (limit " + oneDecimal(pair.factor()) + "x)";
    }

    private static String rate(Optional<Double> rate) {
        return rate.map(value -> oneDecimal(value) + "x").orElse("nothing");
    }

    private static String budget(Optional<Double> remaining) {
        return remaining.map(share -> oneDecimal(share * 100) + " %").orElse("unknown");
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String length(Instant start, Instant end) {
        Duration length = Duration.between(start, end);
        if (length.toHours() > 0) {
            return length.toHours() + "h" + length.toMinutesPart() + "m";
        }
        return length.toMinutes() > 0
                ? length.toMinutes() + "m" + length.toSecondsPart() + "s"
                : length.toSeconds() + "s";
    }

    /** A name from a document must not be able to move the cursor or to forge a second line. */
    private static String withoutControls(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
