package slipstream.ingest.netlify;

import java.util.Optional;
import java.util.Set;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.MediaType;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RequestHead;

/** Takes what a log drain posts. Thread-safe. */
final class NetlifyDoor implements Door {
    private static final Set<String> TYPES = Set.of(MediaType.JSON, MediaType.LINES, MediaType.TEXT);

    private final String endpoint;
    private final Authorization authorization;
    private final NetlifyDecoder decoder;

    NetlifyDoor(String endpoint, Authorization authorization, NetlifyDecoder decoder) {
        this.endpoint = endpoint;
        this.authorization = authorization;
        this.decoder = decoder;
    }

    @Override
    public String path() {
        return endpoint;
    }

    @Override
    public String entry() {
        return "netlify";
    }

    @Override
    public String contentRule() {
        return "the content type must be application/json, application/x-ndjson or text/plain, in UTF-8";
    }

    @Override
    public boolean hasOwnGuard() {
        return true;
    }

    @Override
    public Optional<Refusal> refuse(RequestHead head) {
        return head.header("authorization").filter(authorization::is).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        401, "unauthorized", "the Authorization header must be the one of the drain's settings"));
    }

    /** The drain's documents do not say which type it sends, so none at all is taken too. */
    @Override
    public boolean takes(RequestHead head) {
        return !head.has("content-type")
                || head.mediaType().filter(TYPES::contains).isPresent();
    }

    @Override
    public Reading open(RequestHead head, byte[] body) {
        return Reading.of((bytes, from, to, items) -> decoder.decode(bytes, items));
    }
}
