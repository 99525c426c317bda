package slipstream.streams.bruteforce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.Exclusion;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;

/** Everything that was seen of one group of one definition, in a list; every figure is filtered out of that list when it is asked for. */
final class BruteAccount {
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000L);

    final Case of;
    final List<Counted> events = new ArrayList<>();
    long startedMillis = Long.MIN_VALUE;
    long nowMillis = Long.MIN_VALUE;
    private BruteTime.Span period;
    private long periodAsked;

    /** An event that an indicator selects. It is kept unless it came too late for every window. */
    static final class Counted {
        final Seen seen;
        final int indicator;
        final Figures figures;
        boolean isKept = true;
        boolean wasRead;

        Counted(Seen seen, int indicator, Figures figures) {
            this.seen = seen;
            this.indicator = indicator;
            this.figures = figures;
        }
    }

    /** So much at an instant: an event, or a slice of time that has ended. */
    record Point(long atMillis, long total, long bad) {}

    BruteAccount(Case of) {
        this.of = of;
    }

    /** The events that lie before an instant, as far as ten seconds tell. */
    Stream<Counted> upTo(long at) {
        return events.stream().filter(event -> event.seen.slice() < at);
    }

    /** Every count of the events of an indicator in a window. */
    Figures figures(int indicator, long from, long at) {
        return upTo(at).filter(event -> event.indicator == indicator && event.seen.timeMillis() >= from)
                .map(event -> event.figures)
                .reduce(Figures.NONE, Figures::plus);
    }

    /** Where the period begins that is read at an instant. */
    BruteTime.Span period(long at) {
        if (period == null || at != periodAsked) {
            BudgetPeriod asked = of.period().orElseThrow();
            if (asked instanceof BudgetPeriod.Calendar calendar) {
                boolean isSame = period != null && at > period.from() && at <= period.to();
                period = isSame ? period : BruteTime.calendar(calendar, at);
            } else {
                period = new BruteTime.Span(BruteTime.from(asked.nominal(), at), at);
            }
            periodAsked = at;
        }
        return period;
    }

    /** What an objective is judged by. */
    List<Point> points(int objective, long at) {
        SloDefinition slo = of.slo().orElseThrow();
        Objective promise = slo.objectives().get(objective);
        return slo.method() == BudgetingMethod.OCCURRENCES
                ? pointsOf(promise.indicator(), at)
                : slices(List.of(promise), at);
    }

    /** What a composite as a whole is judged by, where slices are counted. */
    List<Point> combined(long at) {
        return slices(of.slo().orElseThrow().objectives(), at);
    }

    List<Point> pointsOf(int indicator, long at) {
        return upTo(at).filter(event -> event.indicator == indicator)
                .map(event -> new Point(event.seen.timeMillis(), event.figures.total(), event.figures.bad()))
                .toList();
    }

    static Figures sum(List<Point> points, long from) {
        return points.stream()
                .filter(point -> point.atMillis() >= from)
                .map(point -> new Figures(point.total(), point.bad(), 0, 0, 0))
                .reduce(Figures.NONE, Figures::plus);
    }

    /** The slices of time that have ended, each at its last ten seconds; a slice without events is none. */
    private List<Point> slices(List<Objective> objectives, long at) {
        long length = objectives.get(0).slice().orElseThrow().window().toMillis();
        Map<Long, Map<Integer, Figures>> bySlice = new TreeMap<>();
        upTo(at).filter(event -> event.figures.total() > 0).forEach(event -> {
            long start = Math.floorDiv(event.seen.timeMillis(), length) * length;
            if (start + length <= at && objectives.stream().anyMatch(o -> o.indicator() == event.indicator)) {
                bySlice.computeIfAbsent(start, s -> new HashMap<>())
                        .merge(event.indicator, event.figures, Figures::plus);
            }
        });
        List<Point> points = new ArrayList<>();
        bySlice.forEach((start, figures) -> points.add(judged(objectives, start + length - 10_000, figures)));
        return points;
    }

    private Point judged(List<Objective> objectives, long at, Map<Integer, Figures> figures) {
        boolean isRatio = of.slo().orElseThrow().method() == BudgetingMethod.RATIO_TIMESLICES;
        BigDecimal missing = BigDecimal.ZERO;
        boolean isBad = false;
        for (Objective objective : objectives) {
            Figures its = figures.get(objective.indicator());
            if (its == null) {
                continue;
            }
            BigDecimal total = BigDecimal.valueOf(its.total());
            if (isRatio) {
                BigDecimal share = BigDecimal.valueOf(its.bad()).divide(total, 9, RoundingMode.HALF_UP);
                BigDecimal weight = objectives.size() == 1
                        ? BigDecimal.ONE
                        : BigDecimal.valueOf(objective.weightMillis()).movePointLeft(3);
                missing = missing.add(share.multiply(weight).setScale(9, RoundingMode.FLOOR));
            } else {
                BigDecimal target = BigDecimal.valueOf(
                                objective.slice().orElseThrow().targetPpm())
                        .movePointLeft(6);
                isBad |= total.subtract(BigDecimal.valueOf(its.bad())).compareTo(target.multiply(total)) < 0;
            }
        }
        if (isRatio) {
            return new Point(
                    at,
                    BILLION.longValue(),
                    missing.min(BigDecimal.ONE).multiply(BILLION).longValueExact());
        }
        return new Point(at, 1, isBad ? 1 : 0);
    }

    /** The end of the last ten seconds with an event that was judged. */
    long lastSeenMillis(long at) {
        return upTo(at).filter(event -> event.isKept && event.figures.total() + event.figures.excluded() > 0)
                .mapToLong(event -> event.seen.slice() + 10_000)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** Whether an event is in any window, or in the current calendar period or the one before, as things stand at an instant. */
    boolean isInTime(Seen seen, List<Duration> windows, long at) {
        boolean inWindow = windows.stream().anyMatch(window -> seen.timeMillis() >= BruteTime.from(window, at));
        boolean inPeriod = of.period()
                .filter(BudgetPeriod.Calendar.class::isInstance)
                .map(BudgetPeriod.Calendar.class::cast)
                .filter(calendar ->
                        seen.timeMillis() >= BruteTime.before(calendar, at).from())
                .isPresent();
        return inWindow || inPeriod;
    }

    /** Whether nothing was heard for so long, and nothing of that time lay in maintenance. */
    boolean isSilent(long at, long within) {
        if (at - Math.max(lastSeenMillis(at), startedMillis) < within) {
            return false;
        }
        List<Exclusion> exclusions = of.slo()
                .map(SloDefinition::exclusions)
                .orElseGet(() -> of.rule().orElseThrow().exclusions());
        return exclusions.stream()
                .noneMatch(exclusion -> of.excluded().test(at)
                        || !exclusion.schedule().between(at - within, at).isEmpty());
    }
}
