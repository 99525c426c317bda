package slipstream.ingest.otlp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.payload.ItemSink;

/**
 * Server and consumer spans as requests, at the time of their end; other spans are calls within a service, or of others, and are left out.
 *
 * <p>A span that failed ({@code status.code} 2) is bad whatever its HTTP status: it counts with status 500, unless it has one of 500 or
 * more, and what it had is kept as the attribute {@value #HTTP_STATUS}. One without HTTP status that did not fail counts with 200. Field
 * numbers are those of {@code opentelemetry/proto/trace/v1/trace.proto}.
 */
final class SpanReader implements ItemReader {
    static final String HTTP_STATUS = "http.response.status_code";

    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int START_NANOS = 7;
    private static final int END_NANOS = 8;
    private static final int ATTRIBUTES = 9;
    private static final int STATUS = 15;
    private static final int STATUS_CODE = 3;

    private static final int SERVER = 2;
    private static final int CONSUMER = 5;
    private static final int ERROR = 2;

    private static final int STATUS_OK = 200;
    private static final int STATUS_FAILED = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final byte[] payload;
    private final OtlpSettings settings;
    private final TimeBounds bounds;
    private final Slots slots;
    private final WireReader span = new WireReader();
    private final WireReader status = new WireReader();
    private Resource resource = new Resource("", Map.of());
    private long kind;
    private long startNanos;
    private long endNanos;
    private int nameFrom;
    private int nameTo;
    private long statusCode;

    SpanReader(byte[] payload, OtlpSettings settings, TimeBounds bounds) {
        this.payload = payload;
        this.settings = settings;
        this.bounds = bounds;
        this.slots = new Slots(settings.keys());
    }

    @Override
    public void begin(Resource next) {
        resource = next;
    }

    @Override
    public void read(int from, int to, ItemSink items) throws RejectedObservationException {
        readFields(from, to);
        if (kind != SERVER && kind != CONSUMER) {
            items.drop("not_a_request");
            return;
        }
        try {
            items.accept(request(items.nextOrigin()));
        } catch (RejectedObservationException e) {
            items.reject(e, Arrays.copyOfRange(payload, from, to));
        }
    }

    private void readFields(int from, int to) throws RejectedObservationException {
        slots.over(payload);
        kind = 0;
        startNanos = 0;
        endNanos = 0;
        nameFrom = 0;
        nameTo = 0;
        statusCode = 0;
        span.over(payload, from, to);
        while (span.next()) {
            if (span.isRange(ATTRIBUTES)) {
                slots.add(span.from(), span.to());
            } else if (span.isRange(NAME)) {
                nameFrom = span.from();
                nameTo = span.to();
            } else if (span.isVarint(KIND)) {
                kind = span.number();
            } else if (span.isFixed64(START_NANOS)) {
                startNanos = span.number();
            } else if (span.isFixed64(END_NANOS)) {
                endNanos = span.number();
            } else if (span.isRange(STATUS)) {
                readStatus();
            }
        }
    }

    private void readStatus() throws RejectedObservationException {
        status.over(payload, span.from(), span.to());
        while (status.next()) {
            if (status.isVarint(STATUS_CODE)) {
                statusCode = status.number();
            }
        }
    }

    private RequestObservation request(Origin origin) throws RejectedObservationException {
        long timeMillis = OtlpTime.millis("endTimeUnixNano", endNanos);
        bounds.check(timeMillis);
        OtlpTime.millis("startTimeUnixNano", startNanos);
        double latencyMillis = ObservationRules.latencyMillis(
                "endTimeUnixNano - startTimeUnixNano", (endNanos - startNanos) / (double) NANOS_PER_MILLI);
        int httpStatus = httpStatus();
        boolean hides = statusCode == ERROR && httpStatus < STATUS_FAILED;
        int counted = httpStatus == Observation.NO_STATUS ? STATUS_OK : httpStatus;
        return new RequestObservation(
                origin,
                timeMillis,
                resource.checkedService(),
                route(),
                slots.text(Convention.METHOD, Convention.OLD_METHOD),
                hides ? STATUS_FAILED : counted,
                latencyMillis,
                attributes(hides ? httpStatus : Observation.NO_STATUS));
    }

    private int httpStatus() throws RejectedObservationException {
        long number = slots.number(Convention.STATUS);
        if (number == Slots.NONE) {
            number = slots.number(Convention.OLD_STATUS);
        }
        // Some instrumentations write 0 for a client that went away before there was a status.
        return number == Slots.NONE || number == 0 ? Observation.NO_STATUS : ObservationRules.status(number);
    }

    /** The name that has the fewest values: a template, a remote method, a queue; then the path; then the span's own name. */
    private String route() throws RejectedObservationException {
        String route = slots.text(Convention.ROUTE);
        if (route.isEmpty()) {
            route = remoteMethod();
        }
        if (route.isEmpty()) {
            route = slots.text(Convention.DESTINATION);
        }
        if (route.isEmpty()) {
            route = withoutQuery(slots.text(Convention.PATH, Convention.OLD_PATH));
        }
        return route.isEmpty()
                ? AnyValue.cut(payload, nameFrom, nameTo, Slots.MAX_CHARS)
                : ObservationRules.text("route", route);
    }

    private String remoteMethod() throws RejectedObservationException {
        String service = slots.text(Convention.RPC_SERVICE);
        String method = slots.text(Convention.RPC_METHOD);
        return service.isEmpty() || method.isEmpty() ? "" : service + "/" + method;
    }

    private static String withoutQuery(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private Map<String, String> attributes(int hiddenStatus) throws RejectedObservationException {
        if (!settings.keepsAny() && hiddenStatus == Observation.NO_STATUS) {
            return resource.attributes();
        }
        Map<String, String> attributes = new HashMap<>(resource.attributes());
        settings.keep(slots, attributes);
        if (hiddenStatus != Observation.NO_STATUS) {
            attributes.put(HTTP_STATUS, Integer.toString(hiddenStatus));
        }
        return attributes;
    }
}
