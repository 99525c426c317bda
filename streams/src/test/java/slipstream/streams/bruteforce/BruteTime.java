package slipstream.streams.bruteforce;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import slipstream.contract.slo.BudgetPeriod;

/** Where windows and periods begin. */
final class BruteTime {
    private BruteTime() {}

    /** From an instant (inclusive) to another (exclusive). */
    record Span(long from, long to) {}

    /** In what steps a window moves: ten seconds up to an hour, a minute up to 6 h, ten minutes up to 3 d, then an hour. */
    static long step(Duration window) {
        if (window.compareTo(Duration.ofHours(1)) <= 0) {
            return 10_000;
        }
        if (window.compareTo(Duration.ofHours(6)) <= 0) {
            return 60_000;
        }
        return window.compareTo(Duration.ofDays(3)) <= 0 ? 600_000 : 3_600_000;
    }

    /** Where a window begins that is read at an instant. It ends there, and is longer by what its current step has lasted. */
    static long from(Duration window, long at) {
        long step = step(window);
        return Math.floorDiv(at, step) * step - window.toMillis();
    }

    /** The calendar period that ends at an instant or holds it: what is read at the end of a month is that month, whole. */
    static Span calendar(BudgetPeriod.Calendar period, long at) {
        long n = 0;
        while (boundary(period, n) >= at) {
            n--;
        }
        while (boundary(period, n + 1) < at) {
            n++;
        }
        return new Span(boundary(period, n), boundary(period, n + 1));
    }

    /** The period before the one that ends at an instant or holds it. */
    static Span before(BudgetPeriod.Calendar period, long at) {
        return calendar(period, calendar(period, at).from());
    }

    private static long boundary(BudgetPeriod.Calendar period, long n) {
        LocalDateTime start = period.start();
        long many = n * period.amount();
        LocalDateTime local = switch (period.unit()) {
            case MINUTE -> start.plusMinutes(many);
            case HOUR -> start.plusHours(many);
            case DAY -> start.plusDays(many);
            case WEEK -> start.plusWeeks(many);
            case MONTH -> start.plusMonths(many);
            case QUARTER -> start.plusMonths(3 * many);
            case YEAR -> start.plusYears(many);
        };
        Instant instant = ZonedDateTime.of(local, period.zone()).toInstant();
        return instant.toEpochMilli();
    }
}
