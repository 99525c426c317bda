package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;

/** What one line tells, put into observations with the labels of its source. Used again for each line; not thread-safe. */
final class Told {
    private final Labels labels;
    private final Set<String> asked;
    private final TimeBounds bounds;
    private final TextTime time;
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private Origin origin;
    private String service = "";

    /** @param asked the attributes to keep of those that are kept only when asked for */
    Told(Labels labels, Set<String> asked, TimeBounds bounds, ZoneId zone) {
        this.labels = labels;
        this.asked = asked;
        this.bounds = bounds;
        this.time = new TextTime(zone, bounds);
    }

    void begin(Origin first) {
        origin = first;
        observations.clear();
        attributes.clear();
        attributes.putAll(labels.attributes());
        service = labels.service();
    }

    /** Whether this is the first line of its file. */
    boolean isFirstLine() {
        return origin.sequence() == 1;
    }

    List<Observation> observations() {
        return observations;
    }

    /** Reads the times of the lines. */
    TextTime time() {
        return time;
    }

    /** The time that a text is as a whole. */
    long timeOf(String field, String text) throws RejectedObservationException {
        long millis = time.whole(text);
        if (millis == LineTime.NONE) {
            throw unparsed("time", field + " '" + ObservationRules.cut(text) + "' is not a time");
        }
        return millis;
    }

    /** Names the service that this line is about; an empty name leaves that to the label. */
    void service(String name) throws RejectedObservationException {
        if (!name.isEmpty()) {
            service = ObservationRules.name("service", name);
        }
    }

    /** Adds an attribute to what follows, unless it is absent. */
    void attribute(String name, String value) throws RejectedObservationException {
        if (value != null && !value.isEmpty() && !value.equals("-")) {
            attributes.put(name, LineText.cut(ObservationRules.text("attributes." + name, value)));
        }
    }

    /** Adds an attribute if the configuration asks for it. */
    void attributeIfAsked(String name, String value) throws RejectedObservationException {
        if (asked.contains(name)) {
            attribute(name, value);
        }
    }

    void request(long timeMillis, String route, String method, long status, double latencyMillis)
            throws RejectedObservationException {
        bounds.check(timeMillis);
        add(new RequestObservation(
                next(),
                timeMillis,
                service,
                LineText.cut(ObservationRules.text("route", RequestLine.path(route))),
                LineText.cut(ObservationRules.text("method", method)),
                status == Observation.NO_STATUS ? Observation.NO_STATUS : ObservationRules.status(status),
                Double.isNaN(latencyMillis)
                        ? latencyMillis
                        : ObservationRules.latencyMillis("latencyMillis", latencyMillis),
                attributes));
    }

    void sample(long timeMillis, String resource, double value, double limit) throws RejectedObservationException {
        bounds.check(timeMillis);
        add(new ResourceSample(
                next(),
                timeMillis,
                service,
                ObservationRules.name("resource", resource),
                ObservationRules.number("value", value),
                Double.isNaN(limit) ? limit : ObservationRules.limit(limit),
                attributes));
    }

    void log(long timeMillis, String level, String message) throws RejectedObservationException {
        bounds.check(timeMillis);
        String text = LineText.cut(ObservationRules.text("message", message));
        add(new LogRecord(
                next(),
                timeMillis,
                service,
                LineText.cut(ObservationRules.text("level", level)),
                "",
                text,
                attributes));
    }

    private void add(Observation observation) {
        observations.add(observation);
    }

    private Origin next() {
        return new Origin(origin.source(), origin.sequence() + observations.size());
    }

    static RejectedObservationException unparsed(String field, String message) {
        return new RejectedObservationException(RejectReason.UNPARSED_LINE, field, message);
    }

    /** A number that stands in a field, such as {@code 12.5} or {@code 1.2E-4}. */
    static double number(String field, String text) throws RejectedObservationException {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw unparsed(field, field + " '" + ObservationRules.cut(text) + "' is not a number");
        }
    }

    /** A status of up to nine digits. */
    static long status(String field, String text) throws RejectedObservationException {
        if (!text.matches("[0-9]{1,9}")) {
            throw unparsed("status", field + " '" + ObservationRules.cut(text) + "' is not a number, such as 200");
        }
        return Long.parseLong(text);
    }
}
