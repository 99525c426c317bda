package slipstream.contract.slo;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/** A duration as OpenSLO writes it: a whole number and one of {@code m h d w M Q Y}, where m is a minute and M a month. */
record Shorthand(int amount, BudgetPeriod.CalendarUnit unit) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})([mhdwMQY])");
    private static final String ALLOWED = "a duration such as 5m, 1h, 7d or 4w (m is a minute, M a month)";

    /** The length, where a month counts 30 days, a quarter 90 and a year 365. */
    Duration nominal() {
        return unit.nominal().multipliedBy(amount);
    }

    /** Whether its length depends on the calendar. */
    boolean isCalendar() {
        return switch (unit) {
            case MINUTE, HOUR, DAY, WEEK -> false;
            case MONTH, QUARTER, YEAR -> true;
        };
    }

    static Optional<Shorthand> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        for (BudgetPeriod.CalendarUnit unit : BudgetPeriod.CalendarUnit.values()) {
            if (unit.letter().equals(form.group(2))) {
                return Optional.of(new Shorthand(Integer.parseInt(form.group(1)), unit));
            }
        }
        return Optional.empty();
    }

    /** A length of time in an OpenSLO document, not by the calendar. Zero is a length; who wants more says so. */
    static Optional<Duration> length(Fields fields, String key, Reading reading) {
        if (!fields.holds(key)) {
            return Optional.empty();
        }
        return fields.converted(key, ALLOWED, text -> {
            Optional<Shorthand> shorthand = of(text).filter(form -> !form.isCalendar());
            if (shorthand.isPresent()) {
                return shorthand.get().nominal();
            }
            Duration length = Durations.parse(text);
            reading.report(
                    fields,
                    key,
                    "'" + text + "' is not how OpenSLO writes a duration (one whole number and one of"
                            + " m h d w): other tools may refuse it");
            return length;
        });
    }
}
