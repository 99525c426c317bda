package slipstream.contract.slo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * Spans that come again by a rule (RFC 5545, {@code RRULE}) on the clock of a zone. A start that the zone skips is taken as long after
 * the gap, on the same day; of one that it has twice the first is meant. Overlapping spans are one.
 *
 * <p>{@link #covers} is asked once for each event: the spans of a stretch of 32 days are worked out together and kept, a few
 * stretches at a time. They are immutable, so that threads need no lock and at worst work one out twice.
 */
final class RecurringSchedule implements Schedule {
    private static final long STRETCH_MILLIS = Duration.ofDays(32).toMillis();
    private static final int STRETCHES = 16;

    /** No zone was ever further from UTC, and none moved its clock further at once than a day (Samoa, 2011). */
    private static final Duration SLACK = Duration.ofDays(2);

    private final String rule;
    private final LocalDateTime first;
    private final Duration length;
    private final boolean isByTheClock;
    private final ZoneId zone;
    private final AtomicReferenceArray<Stretch> stretches = new AtomicReferenceArray<>(STRETCHES);

    /**
     * @param rule as RFC 5545 writes it, of at least a day's frequency, its {@code UNTIL} if any on the clock of the zone
     * @param first where counting begins, on the clock of the zone
     * @param length of each span
     * @param isByTheClock whether a span ends when the clock shows so much more, or when so much time has passed
     */
    RecurringSchedule(String rule, LocalDateTime first, Duration length, boolean isByTheClock, ZoneId zone) {
        this.rule = Objects.requireNonNull(rule, "rule");
        this.first = Objects.requireNonNull(first, "first");
        this.length = Objects.requireNonNull(length, "length");
        this.isByTheClock = isByTheClock;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** What lies in one stretch of time: beginnings and ends in turn, cut to the stretch. */
    private static final class Stretch {
        private final long index;
        private final long[] edges;

        Stretch(long index, long[] edges) {
            this.index = index;
            this.edges = edges;
        }
    }

    @Override
    public boolean covers(long timeMillis) {
        long index = Math.floorDiv(timeMillis, STRETCH_MILLIS);
        int slot = (int) Math.floorMod(index, (long) STRETCHES);
        Stretch stretch = stretches.get(slot);
        if (stretch == null || stretch.index != index) {
            stretch = stretch(index);
            stretches.set(slot, stretch);
        }
        long[] edges = stretch.edges;
        if (edges.length == 0) {
            return false;
        }
        int place = Arrays.binarySearch(edges, timeMillis);
        int edgesUpToNow = place >= 0 ? place + 1 : -place - 1;
        return (edgesUpToNow & 1) == 1;
    }

    private Stretch stretch(long index) {
        long from = index * STRETCH_MILLIS;
        long to = from + STRETCH_MILLIS;
        List<BudgetPeriod.Span> spans = between(from, to);
        long[] edges = new long[2 * spans.size()];
        for (int i = 0; i < spans.size(); i++) {
            edges[2 * i] = Math.max(from, spans.get(i).from().toEpochMilli());
            edges[2 * i + 1] = Math.min(to, spans.get(i).to().toEpochMilli());
        }
        return new Stretch(index, edges);
    }

    @Override
    public List<BudgetPeriod.Span> between(long fromMillis, long toMillis) {
        LocalDateTime earliest = LocalDateTime.ofInstant(Instant.ofEpochMilli(fromMillis), zone)
                .minus(length)
                .minus(SLACK);
        List<BudgetPeriod.Span> merged = new ArrayList<>();
        RecurrenceRuleIterator starts = starts();
        if (earliest.isAfter(first)) {
            starts.fastForward(floating(earliest));
        }
        while (starts.hasNext()) {
            LocalDateTime start = local(starts.nextDateTime());
            BudgetPeriod.Span span = span(start);
            if (span.from().toEpochMilli() >= toMillis) {
                break;
            }
            add(merged, span);
        }
        merged.removeIf(span -> span.to().toEpochMilli() <= fromMillis);
        return List.copyOf(merged);
    }

    private BudgetPeriod.Span span(LocalDateTime start) {
        Instant from = start.atZone(zone).toInstant();
        Instant byTheClock = start.plus(length).atZone(zone).toInstant();
        // A clock set forward within the span may leave nothing of it: then it is as long as it would have been.
        boolean isKept = isByTheClock && byTheClock.isAfter(from);
        return new BudgetPeriod.Span(from, isKept ? byTheClock : from.plus(length));
    }

    /** Spans come in the order of their starts, but for those whose starts a change of the clock moved. */
    private static void add(List<BudgetPeriod.Span> merged, BudgetPeriod.Span span) {
        if (merged.isEmpty()
                || span.from().isAfter(merged.get(merged.size() - 1).to())) {
            merged.add(span);
            return;
        }
        BudgetPeriod.Span last = merged.remove(merged.size() - 1);
        add(
                merged,
                new BudgetPeriod.Span(
                        last.from().isBefore(span.from()) ? last.from() : span.from(),
                        last.to().isAfter(span.to()) ? last.to() : span.to()));
    }

    /** When it happens for the first time, if ever. */
    Optional<Instant> firstStart() {
        RecurrenceRuleIterator starts = starts();
        return starts.hasNext()
                ? Optional.of(local(starts.nextDateTime()).atZone(zone).toInstant())
                : Optional.empty();
    }

    private RecurrenceRuleIterator starts() {
        try {
            return new RecurrenceRule(rule).iterator(floating(first));
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException("not a recurrence rule: " + e.getMessage(), e);
        }
    }

    /** A time on a clock, wherever that is. */
    static DateTime floating(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }

    @Override
    public String canonicalText() {
        return String.join(
                " ",
                "recurring",
                rule,
                first.toString(),
                isByTheClock ? "clock" : "time",
                length.toString(),
                zone.getId());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecurringSchedule schedule && canonicalText().equals(schedule.canonicalText());
    }

    @Override
    public int hashCode() {
        return canonicalText().hashCode();
    }

    @Override
    public String toString() {
        return canonicalText();
    }
}
