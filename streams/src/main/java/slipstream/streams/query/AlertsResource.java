package slipstream.streams.query;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/** The last transition of each alert, newest first. */
final class AlertsResource implements Resource {
    private static final String STATE = "state";

    private final StatusView view;
    private final InstantSource wall;
    private final Map<Optional<AlertState>, Written> written = new ConcurrentHashMap<>();

    AlertsResource(StatusView view, InstantSource wall) {
        this.view = view;
        this.wall = wall;
    }

    @Override
    public String path() {
        return "/api/v1/alerts";
    }

    @Override
    public List<String> parameters() {
        return List.of(STATE);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Optional<AlertState> state = state(call);
        return Answer.json(200, new Listing(wall.instant(), view.lastUpdate(), written(state)));
    }

    /** Alerts seldom change, and pages ask again with each status that does. */
    private String written(Optional<AlertState> state) {
        // Read before the alerts: what changes in between is then written once more, never kept as it was.
        long changes = view.alertChanges();
        Written last = written.get(state);
        if (last == null || last.changes != changes) {
            List<AlertEvent> alerts = view.alerts().stream()
                    .filter(alert -> state.isEmpty() || alert.status() == state.get())
                    .toList();
            last = new Written(changes, new String(Json.write(alerts), StandardCharsets.UTF_8));
            written.put(state, last);
        }
        return last.json;
    }

    private record Written(long changes, String json) {}

    private static Optional<AlertState> state(Call call) throws Refusal {
        Optional<String> word = call.parameter(STATE);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<AlertState> state = Arrays.stream(AlertState.values())
                .filter(known -> known.word().equals(word.get()))
                .findFirst();
        if (state.isEmpty()) {
            throw Refusal.badValue(STATE, word.get(), "firing or resolved; both without it");
        }
        return state;
    }

    private record Listing(
            Instant now,
            Optional<Instant> updated,
            @JsonRawValue String alerts) {}
}
