package slipstream.ingest.vital;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Body;
import slipstream.ingest.door.BodyFormat;
import slipstream.ingest.door.Draft;
import slipstream.ingest.door.FlatObject;
import slipstream.ingest.door.Lenient;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.payload.ItemSink;

/**
 * Reads a beacon: one object or an array. An object has one vital, as the web-vitals library gives it ({@code name} and {@code value}), or
 * several, each under its own name ({@code LCP: 2400, CLS: 0.05}); beside them the page and, where nobody in front tells it, the region.
 * The time is that of the receiver, since visitors' clocks are wrong. Thread-safe.
 */
final class VitalsDecoder {
    /** web.dev/vitals, and the whole load of the page as the navigation timing has it. All in milliseconds but CLS, which is a score. */
    private static final Set<String> NAMES = new TreeSet<>(Set.of("LCP", "CLS", "INP", "FCP", "TTFB", "load"));

    /** Objects of one body; a page has a handful of vitals. */
    private static final int MAX_ITEMS = 100;

    /** A page that was left open in a tab overnight says nothing about the site. */
    private static final double MAX_MILLIS = 600_000;

    /** Layout shift adds up by a session window, and reaches 1 on very bad pages. */
    private static final double MAX_CLS = 100;

    private static final List<String> PAGE = List.of("page", "route", "path", "url", "href");
    private static final List<String> REGION = List.of("region", "country");
    private static final Map<String, String> KEPT =
            Map.of("navigationType", "navigation", "rating", "rating", "device", "device", "connection", "connection");

    /** A region is a label of charts, and comes from anybody. */
    private static final Pattern SHORT_WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

    private final String service;
    private final String region;
    private final ObservationCodec codec;
    private final InstantSource clock;

    /** @param region as the one in front tells it, or empty */
    VitalsDecoder(String service, String region, ObservationCodec codec, InstantSource clock) {
        this.service = service;
        this.region = region;
        this.codec = codec;
        this.clock = clock;
    }

    void decode(byte[] bytes, int from, int to, ItemSink items) throws RefusedException {
        Body body = Body.split(BodyFormat.JSON, bytes, MAX_ITEMS);
        for (Body.Item item : body.items()) {
            try {
                FlatObject object = FlatObject.read(bytes, item.offset(), item.length());
                List<Draft> drafts = drafts(object);
                for (Draft draft : drafts) {
                    Observation sample = draft.toObservation(codec, items.nextOrigin());
                    items.accept(sample);
                }
            } catch (RejectedObservationException e) {
                items.reject(e, item.of(bytes));
            }
        }
    }

    /** Every vital of an object, or none of them when one is wrong. */
    private List<Draft> drafts(FlatObject object) throws RejectedObservationException {
        if (object.values().containsKey("name")) {
            return List.of(draft(object, object.text("name"), object.text("value")));
        }
        List<String> found = NAMES.stream().filter(object.values()::containsKey).toList();
        if (found.isEmpty()) {
            throw new RejectedObservationException(
                    RejectReason.MISSING_FIELD,
                    "name",
                    "there is no vital: send name and value, or one of " + String.join(", ", NAMES));
        }
        List<Draft> drafts = new ArrayList<>();
        for (String name : found) {
            drafts.add(draft(object, name, object.text(name)));
        }
        return drafts;
    }

    private Draft draft(FlatObject object, String name, String value) throws RejectedObservationException {
        if (!NAMES.contains(name)) {
            throw new RejectedObservationException(
                    RejectReason.NAME_NOT_ALLOWED,
                    "name",
                    "the vital '" + ObservationRules.cut(name) + "' is not known; known are "
                            + String.join(", ", NAMES));
        }
        double max = name.equals("CLS") ? MAX_CLS : MAX_MILLIS;
        OptionalDouble number = Lenient.number(value);
        if (number.isEmpty() || !(number.getAsDouble() >= 0 && number.getAsDouble() <= max)) {
            throw new RejectedObservationException(
                    RejectReason.VALUE_OUT_OF_RANGE, "value", name + " must be a number from 0 to " + (long) max);
        }
        Draft draft = new Draft("vital")
                .at(clock.millis())
                .text("service", service)
                .text("name", name)
                .number("value", number.getAsDouble())
                .text("route", PageRoute.of(object.first(PAGE).orElse("")))
                .attribute(
                        "region", word(region.isEmpty() ? object.first(REGION).orElse("") : region));
        KEPT.forEach((field, attribute) -> draft.attribute(attribute, word(object.text(field))));
        return draft;
    }

    private static String word(String text) {
        return SHORT_WORD.matcher(text).matches() ? text : "";
    }
}
