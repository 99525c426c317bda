package slipstream.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps an alert that begins and ends again and again from being told each time: its end is withheld until it has been calm for a
 * while. What keeps on firing is told at once; only the end waits.
 *
 * @param window within which beginnings and ends are counted
 * @param maxTransitions so many within the window are flapping, at least 2
 * @param hold how long after its last end an alert must have been calm to be over
 */
public record FlapDamping(Duration window, int maxTransitions, Duration hold) {
    public FlapDamping {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(hold, "hold");
        if (maxTransitions < 2) {
            throw new IllegalArgumentException("fewer than two transitions are no flapping");
        }
    }

    /**
     * The last beginnings and ends of one alert; never more than {@code maxTransitions}.
     *
     * @param transitions ascending
     */
    public record History(List<Instant> transitions) {
        /** An alert that has not been heard of. */
        public static final History NONE = new History(List.of());

        public History {
            transitions = List.copyOf(transitions);
        }
    }

    /** The same after a beginning or an end; one that comes out of order counts as now. */
    public History after(History history, Instant transition) {
        List<Instant> all = new ArrayList<>(history.transitions());
        boolean isLate = !all.isEmpty() && transition.isBefore(all.get(all.size() - 1));
        all.add(isLate ? all.get(all.size() - 1) : transition);
        return new History(all.subList(Math.max(0, all.size() - maxTransitions), all.size()));
    }

    /** Whether the last transition was one too many. */
    public boolean isFlapping(History history) {
        List<Instant> last = history.transitions();
        return last.size() >= maxTransitions
                && Duration.between(last.get(last.size() - maxTransitions), last.get(last.size() - 1))
                                .compareTo(window)
                        < 0;
    }

    /** Until when the end of an alert whose last transition that end was is withheld; empty when it may be told. */
    public Optional<Instant> withheldUntil(History history) {
        return isFlapping(history)
                ? Optional.of(history.transitions()
                        .get(history.transitions().size() - 1)
                        .plus(hold))
                : Optional.empty();
    }
}
