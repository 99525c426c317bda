package slipstream.ingest.webhook;

import java.time.InstantSource;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Body;
import slipstream.ingest.door.BodyFormat;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.FlatObject;
import slipstream.ingest.door.MediaType;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.payload.ItemSink;

/** Takes the webhooks of one sender, once each. A body is not inflated, because it is not known yet whose it is. Thread-safe. */
final class WebhookDoor implements Door {
    /** Events of one body; nearly all senders send one. */
    private static final int MAX_ITEMS = 1000;

    private final WebhookSettings settings;
    private final ObservationCodec codec;
    private final InstantSource clock;
    private final RecentIds recent;

    WebhookDoor(WebhookSettings settings, ObservationCodec codec, InstantSource clock) {
        this.settings = settings;
        this.codec = codec;
        this.clock = clock;
        this.recent = new RecentIds(clock);
    }

    @Override
    public String path() {
        return settings.endpoint();
    }

    @Override
    public String entry() {
        return "webhook";
    }

    @Override
    public String contentRule() {
        return "the content type must be application/json, in UTF-8";
    }

    @Override
    public boolean takesGzip() {
        return false;
    }

    @Override
    public boolean hasOwnGuard() {
        return true;
    }

    @Override
    public boolean takes(RequestHead head) {
        return head.mediaType().filter(MediaType.JSON::equals).isPresent();
    }

    @Override
    public Reading open(RequestHead head, byte[] body) throws RefusedException {
        String id = settings.signature().verify(head, body, clock.instant());
        return switch (recent.begin(id)) {
            case NEW ->
                new Reading((bytes, from, to, items) -> decode(bytes, items), isTaken -> recent.ended(id, isTaken));
            case TAKEN -> Reading.of((bytes, from, to, items) -> items.drop("replayed"));
            case BUSY ->
                throw new RefusedException(
                        Refusal.tryAgain("in_progress", "this message is being taken at this moment; ask again later"));
        };
    }

    private void decode(byte[] bytes, ItemSink items) throws RefusedException {
        Body body = Body.split(BodyFormat.JSON, bytes, MAX_ITEMS);
        for (Body.Item item : body.items()) {
            try {
                FlatObject event = FlatObject.read(bytes, item.offset(), item.length());
                settings.mapping().map(event, codec, clock, items);
            } catch (RejectedObservationException e) {
                items.reject(e, item.of(bytes));
            }
        }
    }
}
