package slipstream.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipstream.streams.slice.ServiceChange;

/** The last changes of services, or of one of them, newest first: what alerts name as the deploy before them. */
final class ChangesResource implements Resource {
    /** More than a person reads, or a page draws. */
    private static final int MOST = 1_000;

    private final SliceReader reader;
    private final InstantSource wall;

    ChangesResource(SliceReader reader, InstantSource wall) {
        this.reader = reader;
        this.wall = wall;
    }

    @Override
    public String path() {
        return "/api/v1/changes";
    }

    @Override
    public List<String> parameters() {
        return List.of(Call.SERVICE);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Optional<String> service = call.service();
        try {
            List<Change> changes = reader.changes(service).stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST)
                    .map(Change::of)
                    .toList();
            return Answer.json(200, new Listing(wall.instant(), changes));
        } catch (SlicesUnavailableException e) {
            throw Refusal.unavailable("changes_unavailable", e.getMessage(), e.retryAfter());
        }
    }

    private record Listing(Instant now, List<Change> changes) {}

    /** @param version what the service was changed to, or empty */
    private record Change(String service, String kind, String version, Instant at) {
        static Change of(ServiceChange change) {
            return new Change(
                    change.service(), change.kind(), change.version(), Instant.ofEpochMilli(change.timeMillis()));
        }
    }
}
