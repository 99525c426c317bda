package slipstream.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Durations;
import slipstream.contract.event.BudgetStatus;

/** The counts of one SLO slice by slice, oldest first. Slices without events may be missing. */
final class SlicesResource implements Resource {
    /** As many as a Prometheus range query answers, so that what draws the one can draw the other. */
    static final long MAX_SLICES = 11_000;

    static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private static final Duration DEFAULT_STEP = Duration.ofHours(1);
    private static final Duration DEFAULT_RANGE = Duration.ofDays(1);
    private static final String STEP = "step";
    private static final String FROM = "from";
    private static final String TO = "to";

    private final Slos slos;
    private final SliceReader reader;
    private final InstantSource wall;

    SlicesResource(Slos slos, SliceReader reader, InstantSource wall) {
        this.slos = slos;
        this.reader = reader;
        this.wall = wall;
    }

    @Override
    public String path() {
        return "/api/v1/slos/{" + SloResource.NAME + "}/slices";
    }

    @Override
    public List<String> parameters() {
        return List.of(STEP, FROM, TO);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Duration step = step(call);
        Slos.Slo slo = slos.named(call.variable(SloResource.NAME));
        Range range = range(call, step, slo);
        try {
            List<Point> points = reader.read(slo.name(), step, range.from, range.to).stream()
                    .map(Point::of)
                    .toList();
            return Answer.json(200, new Slices(slo.name(), Durations.format(step), range.from, range.to, points));
        } catch (SlicesUnavailableException e) {
            throw Refusal.unavailable("slices_unavailable", e.getMessage(), e.retryAfter());
        }
    }

    private static Duration step(Call call) throws Refusal {
        Optional<String> text = call.parameter(STEP);
        if (text.isEmpty()) {
            return DEFAULT_STEP;
        }
        return STEPS.stream()
                .filter(step -> Durations.format(step).equals(text.get()))
                .findFirst()
                .orElseThrow(() -> Refusal.badValue(STEP, text.get(), "one of 10s, 1m, 10m, 1h"));
    }

    /** Whole slices that hold everything between the two times; without them, the last day that is known. */
    private Range range(Call call, Duration step, Slos.Slo slo) throws Refusal {
        Instant now = wall.instant();
        Optional<Instant> end = TimeParameter.read(call, TO, now);
        Optional<Instant> start = TimeParameter.read(call, FROM, now);
        Instant lastKnown = slo.status().map(BudgetStatus::at).orElse(now);
        Instant to = end.orElseGet(() -> start.isEmpty() || start.get().isBefore(lastKnown) ? lastKnown : now);
        Instant from = start.orElseGet(() -> to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw Refusal.badValue(FROM, call.parameter(FROM).orElse(from.toString()), "before to, which is " + to);
        }
        Range range = new Range(floor(from, step), floor(to.plus(step).minusMillis(1), step));
        long slices = Duration.between(range.from, range.to).dividedBy(step);
        if (slices > MAX_SLICES) {
            throw Refusal.tooLarge(tooMany(step, Duration.between(from, to), slices), STEP, MAX_SLICES, slices);
        }
        return range;
    }

    private static String tooMany(Duration step, Duration asked, long slices) {
        String largest = inWords(step.multipliedBy(MAX_SLICES));
        String message = slices + " slices are more than an answer may hold, " + MAX_SLICES + ": at step "
                + Durations.format(step) + " the range may be " + largest;
        return STEPS.stream()
                .filter(longer -> asked.plus(longer).dividedBy(longer) <= MAX_SLICES)
                .findFirst()
                .map(longer -> message + "; the smallest step for this range is " + Durations.format(longer))
                .orElse(message);
    }

    /** For example {@code 30h33m20s}. */
    private static String inWords(Duration duration) {
        StringBuilder words = new StringBuilder();
        words.append(duration.toHours()).append('h');
        if (duration.toMinutesPart() > 0 || duration.toSecondsPart() > 0) {
            words.append(duration.toMinutesPart()).append('m');
        }
        if (duration.toSecondsPart() > 0) {
            words.append(duration.toSecondsPart()).append('s');
        }
        return words.toString();
    }

    private static Instant floor(Instant time, Duration step) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, step.toMillis()));
    }

    private record Range(Instant from, Instant to) {}

    private record Slices(String slo, String step, Instant from, Instant to, List<Point> slices) {}

    /** @param availability good ÷ total, absent without events */
    private record Point(Instant start, long total, long bad, long unjudged, Optional<Double> availability) {
        static Point of(SliceRow row) {
            Optional<Double> availability =
                    row.total() == 0 ? Optional.empty() : Optional.of((double) (row.total() - row.bad()) / row.total());
            return new Point(row.start(), row.total(), row.bad(), row.unjudged(), availability);
        }
    }
}
