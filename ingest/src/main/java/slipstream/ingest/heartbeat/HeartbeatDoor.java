package slipstream.ingest.heartbeat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.health.Health;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.publish.ObservationSink;
import slipstream.ingest.source.SourceContext;

/**
 * Takes beats at {@code /api/v1/heartbeats/<name>} and tells of each due time. A beat itself is no observation; it is kept on the disk before
 * it is answered, and the result of its interval follows when that is over. Thread-safe.
 */
final class HeartbeatDoor implements Door {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatDoor.class);
    private static final String PREFIX = "/api/v1/heartbeats/";
    private static final String ENTRY = "heartbeat";
    private static final int MAX_RESULTS_PER_RECORD = 100;

    /** What a job says with its beat is not looked at. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final List<Heartbeat> heartbeats;
    private final ObservationSink sink;
    private final InstantSource clock;
    private final BeatBook book;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String problem = "";

    /** @throws java.io.UncheckedIOException when the data folder cannot be used */
    HeartbeatDoor(List<Heartbeat> heartbeats, SourceContext context) {
        this.heartbeats = heartbeats;
        this.sink = context.sink();
        this.clock = context.clock();
        this.book = new BeatBook(heartbeats, BeatFile.in(context.dataFolder()), clock.millis());
    }

    @Override
    public String path() {
        return PREFIX + "<name>";
    }

    @Override
    public boolean leadsFrom(String path) {
        return path.startsWith(PREFIX);
    }

    @Override
    public String entry() {
        return ENTRY;
    }

    @Override
    public String contentRule() {
        return "a beat may have any content";
    }

    @Override
    public OptionalInt maxBodyBytes() {
        return OptionalInt.of(MAX_BODY_BYTES);
    }

    @Override
    public boolean hasOwnGuard() {
        return heartbeats.stream().allMatch(heartbeat -> heartbeat.token().isPresent());
    }

    @Override
    public Optional<Refusal> refuse(RequestHead head) {
        Optional<Heartbeat> heartbeat = named(head);
        String authorization = head.header("authorization").orElse("");
        boolean isLetIn = heartbeat
                .flatMap(Heartbeat::token)
                .map(token -> token.isIn(authorization))
                .orElse(heartbeat.isPresent() || !hasOwnGuard());
        if (!isLetIn) {
            // Also for a name that does not exist: without a token nobody learns which do.
            return Optional.of(
                    Refusal.of(401, "unauthorized", "this heartbeat asks for its token as 'Authorization: Bearer ...'")
                            .with("WWW-Authenticate", "Bearer realm=\"slipstream\""));
        }
        return heartbeat.isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of(404, "not_found", "there is no heartbeat of this name in probes.yml"));
    }

    private Optional<Heartbeat> named(RequestHead head) {
        return book.find(head.path().substring(PREFIX.length()));
    }

    @Override
    public boolean takes(RequestHead head) {
        return true;
    }

    @Override
    public Reading open(RequestHead head, byte[] body) {
        String name = named(head).orElseThrow().name();
        return Reading.of((bytes, from, to, items) -> {
            book.beat(name, clock.millis());
            items.drop("beat");
        });
    }

    @Override
    public void start() {
        long everyMillis = heartbeats.stream()
                .mapToLong(heartbeat -> heartbeat.interval().toMillis())
                .min()
                .orElseThrow();
        var unused =
                timer.scheduleWithFixedDelay(this::tell, 0, Math.min(1000, everyMillis / 4), TimeUnit.MILLISECONDS);
    }

    private void tell() {
        try {
            for (List<ProbeResult> results : book.due(clock.millis())) {
                tell(results);
            }
            problem = "";
        } catch (RuntimeException e) {
            log.warn("The results of heartbeats were not taken; they are told again in a moment: {}", e.getMessage());
            problem = String.valueOf(e.getMessage());
        }
    }

    /** In their order, and each only when Kafka has the one before: so nothing has to be told again out of turn. */
    private void tell(List<ProbeResult> results) {
        for (int from = 0; from < results.size(); from += MAX_RESULTS_PER_RECORD) {
            List<ProbeResult> record = results.subList(from, Math.min(results.size(), from + MAX_RESULTS_PER_RECORD));
            CompletableFuture<Void> confirmation = sink.publish(ENTRY, record);
            confirmation.join();
            ProbeResult last = record.get(record.size() - 1);
            book.told(last.job(), last.timeMillis());
        }
    }

    @Override
    public List<Health> health() {
        String trouble = problem;
        return List.of(
                trouble.isEmpty()
                        ? new Health(ENTRY, Health.State.UP, heartbeats.size() + " heartbeats are expected")
                        : new Health(ENTRY, Health.State.WAITING, "the last results were not taken: " + trouble));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
