package slipstream.ingest.receive;

import java.util.Optional;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Body;
import slipstream.ingest.door.BodyFormat;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.door.StrictUtf8;
import slipstream.ingest.payload.ItemSink;

/** The product's own JSON: one observation, an array of them, or one to a line. Thread-safe. */
final class ObservationsDoor implements Door {
    static final String PATH = "/api/v1/observations";
    static final String ENTRY = "http";

    private final ObservationCodec codec;
    private final String ownPrefix;
    private final int maxItems;

    /** @param ownPrefix how the sources of this process begin; clients may not use it, or their numbers would hide others' */
    ObservationsDoor(ObservationCodec codec, String ownPrefix, int maxItems) {
        this.codec = codec;
        this.ownPrefix = ownPrefix;
        this.maxItems = maxItems;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public String entry() {
        return ENTRY;
    }

    @Override
    public String contentRule() {
        return "the content type must be application/json or application/x-ndjson, in UTF-8";
    }

    @Override
    public boolean takes(RequestHead head) {
        return format(head).isPresent();
    }

    @Override
    public Reading open(RequestHead head, byte[] body) {
        BodyFormat format = format(head).orElseThrow();
        return Reading.of((bytes, from, to, items) -> decode(format, bytes, items));
    }

    private static Optional<BodyFormat> format(RequestHead head) {
        return head.mediaType().flatMap(BodyFormat::ofMediaType);
    }

    private void decode(BodyFormat format, byte[] bytes, ItemSink items) throws RefusedException {
        Body body = Body.split(format, bytes, maxItems);
        int line = 0;
        for (Body.Item item : body.items()) {
            for (; line < item.index(); line++) {
                items.drop("blank_line");
            }
            line = item.index() + 1;
            try {
                items.accept(decode(bytes, item, items));
            } catch (RejectedObservationException e) {
                items.reject(e, item.of(bytes));
            }
        }
        for (; line < body.items().size() + body.blankLines(); line++) {
            items.drop("blank_line");
        }
    }

    private Observation decode(byte[] bytes, Body.Item item, ItemSink items) throws RejectedObservationException {
        if (!StrictUtf8.isText(bytes, item.offset(), item.length())) {
            throw new RejectedObservationException(RejectReason.UNDECODABLE, "", "the line is not text in UTF-8");
        }
        Origin fallback = items.nextOrigin();
        Observation observation = codec.read(bytes, item.offset(), item.length(), fallback);
        boolean isOwn = observation.origin().source().startsWith(ownPrefix);
        if (isOwn && !observation.origin().equals(fallback)) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    "source",
                    "this source is the receiver's own; leave source and sequence out, or choose another name");
        }
        return observation;
    }
}
