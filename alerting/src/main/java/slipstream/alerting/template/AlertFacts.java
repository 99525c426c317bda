package slipstream.alerting.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.Measured;
import slipstream.contract.event.AlertEvent.WindowPair;

/** What decided an alert, in short sentences for a person who has just been woken. */
record AlertFacts(List<String> sentences) {
    AlertFacts {
        sentences = List.copyOf(sentences);
    }

    static AlertFacts of(AlertEvent event) {
        List<String> sentences = new ArrayList<>();
        decisive(event.evidence()).ifPresent(pair -> sentences.add(burn(pair)));
        event.measured().ifPresent(measured -> sentences.add(measured(measured)));
        event.budgetRemaining().ifPresent(left -> sentences.add("budget left: " + number(left * 100) + " %"));
        return new AlertFacts(sentences);
    }

    /** The pair with the highest limit among those exceeded; when none is, the first, which a rule lists as its most urgent. */
    private static Optional<WindowPair> decisive(List<WindowPair> pairs) {
        return pairs.stream()
                .filter(WindowPair::exceeded)
                .max(Comparator.comparingDouble(WindowPair::factor))
                .or(() -> pairs.stream().findFirst());
    }

    private static String burn(WindowPair pair) {
        return String.format(Locale.ROOT, "%,d bad of %,d in %s", pair.longBad(), pair.longTotal(), pair.longWindow())
                + ", burn " + rate(pair.longBurnRate()) + " over " + pair.longWindow() + " and "
                + rate(pair.shortBurnRate()) + " over " + pair.shortWindow() + " (limit " + number(pair.factor())
                + "x)";
    }

    private static String rate(Optional<Double> rate) {
        return rate.map(value -> number(value) + "x").orElse("nothing");
    }

    private static String measured(Measured measured) {
        String value = measured.value().map(AlertFacts::exact).orElse("nothing");
        return measured.what() + ": " + value + " (limit " + exact(measured.threshold()) + ")";
    }

    private static String exact(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
