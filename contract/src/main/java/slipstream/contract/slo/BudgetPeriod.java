package slipstream.contract.slo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import slipstream.contract.document.Durations;

/** The time over which an error budget is given: the last so many days, or a month that begins on the first. */
public sealed interface BudgetPeriod {
    /** How people write it, for example {@code 30d} or {@code 1M}. */
    String words();

    /**
     * The length that burn-rate factors are reckoned with. A calendar month counts as 30 days, a quarter as 90 and a year as 365,
     * whatever the calendar says, so that a factor does not change with the month.
     */
    Duration nominal();

    /** The end of the window moves with the clock, and so does its start. */
    record Rolling(Duration length) implements BudgetPeriod {
        public Rolling {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("a period is longer than nothing, and is " + length);
            }
        }

        @Override
        public String words() {
            return Durations.format(length);
        }

        @Override
        public Duration nominal() {
            return length;
        }
    }

    /** A period by the calendar of a zone: each begins where the one before ends, and the budget is whole again. */
    record Calendar(LocalDateTime start, ZoneId zone, int amount, CalendarUnit unit) implements BudgetPeriod {
        public Calendar {
            Objects.requireNonNull(start, "start");
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(unit, "unit");
            if (amount < 1) {
                throw new IllegalArgumentException("a period is at least one " + unit + ", and is " + amount);
            }
        }

        @Override
        public String words() {
            return amount + unit.letter();
        }

        @Override
        public Duration nominal() {
            return unit.nominal().multipliedBy(amount);
        }

        /** The period that holds an instant. Its start belongs to it, its end to the next one. */
        public Span holding(Instant instant) {
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            long guess = Math.floorDiv(unit.between(start, local), amount);
            while (boundary(guess).isAfter(instant)) {
                guess--;
            }
            while (!boundary(guess + 1).isAfter(instant)) {
                guess++;
            }
            return new Span(boundary(guess), boundary(guess + 1));
        }

        /**
         * The n-th boundary. Counted from the first, so that a period that starts on the 31st ends on the last day of a shorter month
         * and still starts on the 31st of the next. A local time that a zone skips is taken as long after the gap; of one that it has twice
         * the first is meant (as {@link ZonedDateTime} does).
         */
        private Instant boundary(long n) {
            return ZonedDateTime.of(unit.plus(start, n * amount), zone).toInstant();
        }
    }

    /** From an instant (inclusive) to another (exclusive). */
    record Span(Instant from, Instant to) {}

    /** What a calendar period is made of, with the letter that OpenSLO gives it. */
    enum CalendarUnit {
        MINUTE("m", ChronoUnit.MINUTES, 1, Duration.ofMinutes(1)),
        HOUR("h", ChronoUnit.HOURS, 1, Duration.ofHours(1)),
        DAY("d", ChronoUnit.DAYS, 1, Duration.ofDays(1)),
        WEEK("w", ChronoUnit.WEEKS, 1, Duration.ofDays(7)),
        MONTH("M", ChronoUnit.MONTHS, 1, Duration.ofDays(30)),
        QUARTER("Q", ChronoUnit.MONTHS, 3, Duration.ofDays(90)),
        YEAR("Y", ChronoUnit.YEARS, 1, Duration.ofDays(365));

        private final String letter;
        private final ChronoUnit unit;
        private final int times;
        private final Duration nominal;

        CalendarUnit(String letter, ChronoUnit unit, int times, Duration nominal) {
            this.letter = letter;
            this.unit = unit;
            this.times = times;
            this.nominal = nominal;
        }

        public String letter() {
            return letter;
        }

        Duration nominal() {
            return nominal;
        }

        long between(LocalDateTime from, LocalDateTime to) {
            return Math.floorDiv(unit.between(from, to), times);
        }

        LocalDateTime plus(LocalDateTime start, long amount) {
            return start.plus(Math.multiplyExact(amount, times), unit);
        }
    }
}
