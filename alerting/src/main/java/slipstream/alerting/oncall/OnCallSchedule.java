package slipstream.alerting.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who is on call when. The last override that covers an instant counts; failing that the last layer that does.
 */
public final class OnCallSchedule {
    /** So many changes ahead are looked at to say until when somebody is on call; beyond them it stays open. */
    private static final int LOOK_AHEAD = 1_000;

    private final String name;
    private final ZoneId zone;
    private final List<Rotation> layers;
    private final List<StandIn> overrides;
    private final Intervals intervals;

    OnCallSchedule(String name, ZoneId zone, List<Rotation> layers, List<StandIn> overrides, Intervals intervals) {
        this.name = Objects.requireNonNull(name, "name");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.layers = List.copyOf(layers);
        this.overrides = List.copyOf(overrides);
        this.intervals = Objects.requireNonNull(intervals, "intervals");
    }

    /** Somebody stands in from one instant up to another. */
    record StandIn(String user, Instant from, Instant to) {
        boolean covers(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    /**
     * Somebody is on call.
     *
     * @param until when somebody else, or nobody, is; absent when that is too far ahead to say
     */
    public record Shift(String user, Optional<Instant> until) {}

    public String name() {
        return name;
    }

    /** Whose clock the handoffs follow. */
    public ZoneId zone() {
        return zone;
    }

    /** Everybody who can be on call. */
    public Set<String> users() {
        Set<String> all = new TreeSet<>();
        layers.forEach(layer -> all.addAll(layer.users()));
        overrides.forEach(override -> all.add(override.user()));
        return all;
    }

    /** The user who is on call at an instant; empty when no layer covers it. */
    public Optional<String> onCall(Instant instant) {
        for (int i = overrides.size() - 1; i >= 0; i--) {
            if (overrides.get(i).covers(instant)) {
                return Optional.of(overrides.get(i).user());
            }
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            Rotation layer = layers.get(i);
            if (layer.intervals().isEmpty() || intervals.hold(layer.intervals(), instant)) {
                return Optional.of(layer.user(instant));
            }
        }
        return Optional.empty();
    }

    /** The same, and until when. */
    public Optional<Shift> shift(Instant instant) {
        return onCall(instant).map(user -> new Shift(user, until(user, instant)));
    }

    private Optional<Instant> until(String user, Instant instant) {
        Optional<Instant> change = nextChange(instant);
        for (int i = 0; i < LOOK_AHEAD && change.isPresent(); i++) {
            if (!onCall(change.get()).equals(Optional.of(user))) {
                return change;
            }
            change = nextChange(change.get());
        }
        return Optional.empty();
    }

    /** The next instant at which somebody else may be on call. */
    private Optional<Instant> nextChange(Instant instant) {
        Stream<Instant> handoffs = layers.stream().map(layer -> layer.handoffAfter(instant));
        Stream<Instant> standIns = overrides.stream().flatMap(override -> Stream.of(override.from(), override.to()));
        Stream<Instant> edges =
                layers.stream().flatMap(layer -> intervals.nextEdge(layer.intervals(), instant).stream());
        return Stream.of(handoffs, standIns, edges)
                .flatMap(all -> all)
                .filter(edge -> edge.isAfter(instant))
                .min(Instant::compareTo);
    }
}
