package slipstream.ingest.receive;

import java.util.Locale;
import java.util.Optional;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.door.AnswerForm;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.MediaType;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.otlp.CutCounter;
import slipstream.ingest.otlp.OtlpDecoder;
import slipstream.ingest.otlp.OtlpEncoding;
import slipstream.ingest.otlp.OtlpSettings;
import slipstream.ingest.otlp.OtlpSignal;

/** Takes the exports of one signal of OpenTelemetry. Thread-safe. */
final class OtlpDoor implements Door {
    private final OtlpSignal signal;
    private final OtlpSettings settings;
    private final TimeBounds bounds;
    private final CutCounter cuts;

    OtlpDoor(OtlpSignal signal, OtlpSettings settings, TimeBounds bounds, CutCounter cuts) {
        this.signal = signal;
        this.settings = settings;
        this.bounds = bounds;
        this.cuts = cuts;
    }

    @Override
    public String path() {
        return "/v1/" + signal.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String entry() {
        return "otlp";
    }

    @Override
    public String contentRule() {
        return "the content type must be application/x-protobuf or application/json";
    }

    @Override
    public boolean takes(RequestHead head) {
        return encoding(head).isPresent();
    }

    @Override
    public Reading open(RequestHead head, byte[] body) {
        OtlpEncoding encoding = encoding(head).orElseThrow();
        return Reading.of(new OtlpDecoder(signal, encoding, settings, bounds, cuts)::decode);
    }

    /** In the form in which the export came; one whose form is not known is told in JSON. */
    @Override
    public AnswerForm answers(RequestHead head) {
        return new OtlpAnswers(signal, encoding(head).orElse(OtlpEncoding.JSON));
    }

    private static Optional<OtlpEncoding> encoding(RequestHead head) {
        return head.mediaType().flatMap(type -> switch (type) {
            case MediaType.PROTOBUF -> Optional.of(OtlpEncoding.PROTOBUF);
            case MediaType.JSON -> Optional.of(OtlpEncoding.JSON);
            default -> Optional.empty();
        });
    }
}
