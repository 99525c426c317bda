package slipstream.ingest.vital;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import slipstream.contract.event.ObservationCodec;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.MediaType;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.door.WebOrigins;

/**
 * Takes what {@code navigator.sendBeacon} sends from the pages of the configured sites. Anybody can pretend to be such a page, so there
 * is no token, and every bound is tight: length, items, names, routes and rate. Thread-safe.
 */
final class VitalsDoor implements Door {
    /** Browsers themselves send no longer beacons (Fetch standard, section 4.6: 64 KiB). */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private static final Set<String> TYPES = Set.of(MediaType.JSON, MediaType.TEXT);

    private final VitalsSettings settings;
    private final ObservationCodec codec;
    private final InstantSource clock;
    private final RateLimit rate;

    VitalsDoor(VitalsSettings settings, ObservationCodec codec, InstantSource clock) {
        this.settings = settings;
        this.codec = codec;
        this.clock = clock;
        this.rate = new RateLimit(settings.beaconsPerSecond(), System::nanoTime);
    }

    @Override
    public String path() {
        return settings.endpoint();
    }

    @Override
    public String entry() {
        return "vital";
    }

    @Override
    public String contentRule() {
        return "the content type must be application/json or text/plain, in UTF-8";
    }

    @Override
    public OptionalInt maxBodyBytes() {
        return OptionalInt.of(MAX_BODY_BYTES);
    }

    @Override
    public boolean hasOwnGuard() {
        return true;
    }

    @Override
    public Optional<WebOrigins> origins() {
        return Optional.of(settings.origins());
    }

    @Override
    public Optional<Refusal> refuse(RequestHead head) {
        return settings.origins()
                .refuse(head)
                .or(() -> rate.take()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(429, "too_many", "more beacons arrive than are taken; send fewer")
                                .with("Retry-After", "1")));
    }

    @Override
    public boolean takes(RequestHead head) {
        return head.mediaType().filter(TYPES::contains).isPresent();
    }

    @Override
    public Reading open(RequestHead head, byte[] body) {
        String region = settings.regionHeader().isEmpty()
                ? ""
                : head.header(settings.regionHeader()).orElse("");
        return Reading.of(new VitalsDecoder(settings.service(), region, codec, clock)::decode);
    }
}
