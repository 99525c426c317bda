package slipstream.alerting.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What keeps alerts quiet at times that are known beforehand. */
public final class Calm {
    /** Nothing does. */
    public static final Calm NONE = new Calm(List.of(), List.of(), new Intervals(Map.of()));

    private final List<MaintenanceWindow> windows;
    private final List<RecurringSilence> silences;
    private final Intervals intervals;

    Calm(List<MaintenanceWindow> windows, List<RecurringSilence> silences, Intervals intervals) {
        this.windows = List.copyOf(windows);
        this.silences = List.copyOf(silences);
        this.intervals = Objects.requireNonNull(intervals, "intervals");
    }

    /** Of several that hold the one that the file names first, windows before silences. */
    Optional<Suppression> suppression(Map<String, String> labels, Instant instant) {
        return windows.stream()
                .filter(window -> window.suppresses()
                        && window.covers(instant)
                        && window.matchers().match(labels))
                .findFirst()
                .map(window -> new Suppression(Suppression.Kind.MAINTENANCE, window.name(), window.end(instant)))
                .or(() -> silences.stream()
                        .filter(silence ->
                                silence.matchers().match(labels) && intervals.hold(silence.timeIntervals(), instant))
                        .findFirst()
                        .map(silence -> new Suppression(
                                Suppression.Kind.SILENCE,
                                silence.name(),
                                intervals.end(silence.timeIntervals(), instant))));
    }

    Optional<Suppression> quiet(String receiver, QuietHours hours, Map<String, String> labels, Instant instant) {
        if (hours.letThrough(labels) || !intervals.hold(hours.timeIntervals(), instant)) {
            return Optional.empty();
        }
        return Optional.of(
                new Suppression(Suppression.Kind.QUIET_HOURS, receiver, intervals.end(hours.timeIntervals(), instant)));
    }

    /** The names of the maintenance windows that cover an instant and are about alerts with these labels, also of those that only name the time. */
    public List<String> maintenance(Map<String, String> labels, Instant instant) {
        return windows.stream()
                .filter(window -> window.covers(instant) && window.matchers().match(labels))
                .map(MaintenanceWindow::name)
                .toList();
    }
}
