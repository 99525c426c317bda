package slipstream.streams.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipstream.contract.document.Durations;
import slipstream.contract.event.BudgetStatus;
import slipstream.streams.slice.Counts;

/** The counts of one SLO, or of one of its groups, slice by slice, oldest first. Slices without events may be missing. */
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
    private static final String GROUP = "group";

    /** A refusal names at most so many of the groups that there are. */
    private static final int NAMED_GROUPS = 5;

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
        return List.of(STEP, FROM, TO, GROUP);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Duration step = step(call);
        Slos.Slo slo = slos.named(call.variable(SloResource.NAME));
        Map<String, String> group = group(call, slo);
        Range range = range(call, step, slo);
        try {
            List<SliceRow> rows = reader.read(slo.name(), List.copyOf(group.values()), step, range.from, range.to);
            return Answer.json(
                    200,
                    new Slices(
                            slo.name(),
                            group,
                            Durations.format(step),
                            range.from,
                            range.to,
                            rows.stream().map(Point::of).toList()));
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

    /**
     * The group that is asked for by its values, which are compared as a whole with those there are: a value may hold a comma.
     *
     * @return empty for an SLO without groups
     */
    private static Map<String, String> group(Call call, Slos.Slo slo) throws Refusal {
        Optional<String> values = call.parameter(GROUP);
        List<String> names = slo.definition().groupBy().labelNames();
        if (names.isEmpty()) {
            if (values.isPresent()) {
                throw Refusal.badValue(GROUP, values.get(), "left out: the SLO has no groups");
            }
            return Map.of();
        }
        String allowed = "the " + String.join(", ", names) + " of a group" + examples(slo);
        if (values.isEmpty()) {
            throw Refusal.badValue(GROUP, "", allowed);
        }
        return slo.groups().stream()
                .map(BudgetStatus::group)
                .filter(group -> joined(group).equals(values.get()))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "unknown_group", "there is no such group; it is " + allowed, GROUP, values.get()));
    }

    private static String examples(Slos.Slo slo) {
        return slo.groups().isEmpty()
                ? "; none is known yet"
                : slo.groups().stream()
                        .map(status -> joined(status.group()))
                        .limit(NAMED_GROUPS)
                        .collect(Collectors.joining("' or '", ", for example '", "'"));
    }

    private static String joined(Map<String, String> group) {
        return String.join(",", group.values());
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

    private record Slices(
            String slo,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> group,
            String step,
            Instant from,
            Instant to,
            List<Point> slices) {}

    /**
     * @param excluded events in time that does not count; raw total = total + excluded
     * @param excludedBad of those, the ones judged bad
     * @param availability good ÷ total, absent without events
     */
    private record Point(
            Instant start,
            long total,
            long bad,
            long unjudged,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long excluded,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long excludedBad,
            Optional<Double> availability) {
        static Point of(SliceRow row) {
            Counts counts = row.counts();
            long total = counts.total();
            return new Point(
                    row.start(),
                    total,
                    counts.bad(),
                    counts.unjudged(),
                    counts.excluded(),
                    counts.excludedBad(),
                    total == 0 ? Optional.empty() : Optional.of((double) (total - counts.bad()) / total));
        }
    }
}
