package slipstream.ingest.change;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Body;
import slipstream.ingest.door.BodyFormat;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.Draft;
import slipstream.ingest.door.FlatObject;
import slipstream.ingest.door.Form;
import slipstream.ingest.door.Lenient;
import slipstream.ingest.door.MediaType;
import slipstream.ingest.door.Reading;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.door.RequestHead;
import slipstream.ingest.payload.ItemSink;

/**
 * Takes changes: {@code curl -d service=shop -d version=v2.3 .../api/v1/changes}, or the same as JSON. The time is now unless it is told,
 * the kind is {@code deploy} and the outcome {@code success}. Thread-safe.
 */
public final class ChangesDoor implements Door {
    private static final String PATH = "/api/v1/changes";
    private static final String ATTRIBUTE = "attributes.";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of("service", "kind", "version", "outcome", "time"));

    /** A person or a pipeline tells of one change, not of thousands. */
    private static final int MAX_ITEMS = 1000;

    private final ObservationCodec codec;
    private final InstantSource clock;

    public ChangesDoor(ObservationCodec codec, InstantSource clock) {
        this.codec = codec;
        this.clock = clock;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public String entry() {
        return "change";
    }

    @Override
    public String contentRule() {
        return "the content type must be application/x-www-form-urlencoded, as curl -d sends it, application/json or"
                + " application/x-ndjson, in UTF-8";
    }

    @Override
    public boolean takes(RequestHead head) {
        return head.mediaType()
                .filter(type -> type.equals(MediaType.FORM)
                        || BodyFormat.ofMediaType(type).isPresent())
                .isPresent();
    }

    @Override
    public Reading open(RequestHead head, byte[] body) {
        String type = head.mediaType().orElseThrow();
        return Reading.of((bytes, from, to, items) -> {
            if (type.equals(MediaType.FORM)) {
                items.accept(change(Form.read(new String(bytes, from, to - from, StandardCharsets.UTF_8)), items));
            } else {
                decode(BodyFormat.ofMediaType(type).orElseThrow(), bytes, items);
            }
        });
    }

    private void decode(BodyFormat format, byte[] bytes, ItemSink items) throws RefusedException {
        Body body = Body.split(format, bytes, MAX_ITEMS);
        for (Body.Item item : body.items()) {
            try {
                FlatObject object = FlatObject.read(bytes, item.offset(), item.length());
                items.accept(change(object.values(), items));
            } catch (RejectedObservationException e) {
                items.reject(e, item.of(bytes));
            }
        }
        for (int i = 0; i < body.blankLines(); i++) {
            items.drop("blank_line");
        }
    }

    private Observation change(Map<String, String> fields, ItemSink items) throws RejectedObservationException {
        Draft draft = new Draft("change").at(timeMillis(fields.get("time")));
        draft.text("kind", fields.getOrDefault("kind", "deploy"));
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String name = field.getKey();
            if (name.startsWith(ATTRIBUTE)) {
                draft.attribute(name.substring(ATTRIBUTE.length()), field.getValue());
            } else if (!KNOWN.contains(name)) {
                throw new RejectedObservationException(
                        RejectReason.NAME_NOT_ALLOWED,
                        ObservationRules.cut(name),
                        "the field '" + ObservationRules.cut(name) + "' is not known; known are "
                                + String.join(", ", KNOWN) + " and " + ATTRIBUTE + "<name>");
            } else if (!name.equals("time") && !name.equals("kind")) {
                draft.text(name, field.getValue());
            }
        }
        return draft.toObservation(codec, items.nextOrigin());
    }

    private long timeMillis(String text) throws RejectedObservationException {
        if (text == null) {
            return clock.millis();
        }
        return Lenient.timeMillis(text)
                .orElseThrow(() -> new RejectedObservationException(
                        RejectReason.WRONG_TYPE,
                        "time",
                        "time '" + ObservationRules.cut(text)
                                + "' is neither a number since the epoch nor like 2026-01-31T12:00:00Z"));
    }
}
