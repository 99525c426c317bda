package slipstream.ingest.line;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;

/** Reads the lines of a {@link MappedLines} log. What is empty or {@code -} is absent. Not thread-safe. */
final class MappedLineParser implements LineParser {
    /** What a sample is of when neither a field nor a label {@code resource} says so. */
    private static final String UNNAMED_RESOURCE = "value";

    private static final String RESOURCE_LABEL = "resource";

    private final MappedLines format;
    private final FieldReader reader;
    private final Map<FieldTarget, Integer> slots;
    private final TimeBounds bounds;
    private final LineTime time;
    private final String service;
    private final Map<String, String> labels;
    private final String[] values;

    MappedLineParser(MappedLines format, Labels labels, TimeBounds bounds) {
        this.format = format;
        this.reader = format.newReader();
        this.slots = format.slots();
        this.bounds = bounds;
        this.time = new LineTime(format.zone());
        this.service = labels.service();
        this.labels = labels.attributes();
        this.values = new String[format.firstAttribute() + format.attributes().size()];
    }

    @Override
    public void parse(byte[] line, int from, int to, Origin origin, Consumer<? super Observation> out)
            throws RejectedObservationException {
        Arrays.fill(values, null);
        if (reader.read(line, from, to, origin.sequence() == 1, values)) {
            out.accept(read(origin));
        }
    }

    @Override
    public boolean needsHead() {
        return reader.needsHead();
    }

    @Override
    public void readHead(byte[] line, int from, int to, long offset) {
        reader.readHead(line, from, to, offset);
    }

    private Observation read(Origin origin) throws RejectedObservationException {
        long timeMillis = timeMillis();
        bounds.check(timeMillis);
        String named = text(FieldTarget.SERVICE);
        String about = ObservationRules.name("service", named.isEmpty() ? service : named);
        if (slots.containsKey(FieldTarget.VALUE)) {
            return sample(origin, timeMillis, about);
        }
        if (slots.containsKey(FieldTarget.MESSAGE) && text(FieldTarget.STATUS).isEmpty()) {
            return new LogRecord(
                    origin,
                    timeMillis,
                    about,
                    LineText.cut(ObservationRules.text("level", text(FieldTarget.LEVEL))),
                    "",
                    LineText.cut(ObservationRules.text("message", text(FieldTarget.MESSAGE))),
                    attributes());
        }
        return new RequestObservation(
                origin,
                timeMillis,
                about,
                LineText.cut(RequestLine.path(text(FieldTarget.ROUTE))),
                LineText.cut(ObservationRules.text("method", text(FieldTarget.METHOD))),
                status(),
                latencyMillis(),
                attributes());
    }

    private ResourceSample sample(Origin origin, long timeMillis, String about) throws RejectedObservationException {
        String text = text(FieldTarget.VALUE);
        String limit = text(FieldTarget.LIMIT);
        String resource = text(FieldTarget.RESOURCE);
        if (text.isEmpty()) {
            throw Told.unparsed("value", "the line has no value");
        }
        return new ResourceSample(
                origin,
                timeMillis,
                about,
                ObservationRules.name(
                        RESOURCE_LABEL,
                        resource.isEmpty() ? labels.getOrDefault(RESOURCE_LABEL, UNNAMED_RESOURCE) : resource),
                ObservationRules.number("value", Told.number("value", text)),
                limit.isEmpty() ? Observation.NO_VALUE : ObservationRules.limit(Told.number("limit", limit)),
                attributes());
    }

    private long timeMillis() throws RejectedObservationException {
        for (FieldTarget target : FieldTarget.values()) {
            if (!target.isTime() || !slots.containsKey(target)) {
                continue;
            }
            String text = text(target);
            if (text.isEmpty()) {
                throw Told.unparsed("time", "the line has no " + target.word());
            }
            long millis = timeMillis(target, text.getBytes(StandardCharsets.UTF_8));
            if (millis == LineTime.NONE) {
                throw Told.unparsed("time", target.word() + " '" + ObservationRules.cut(text) + "' is not a time");
            }
            return millis;
        }
        throw new IllegalStateException("a format without time does not compile");
    }

    private long timeMillis(FieldTarget target, byte[] text) {
        if (target == FieldTarget.TIME && time.readIso(text, 0, text.length)) {
            return time.epochMillis();
        }
        int shift = switch (target) {
            case TIME_SECONDS -> 3;
            case TIME_NANOS -> -6;
            default -> 0;
        };
        long number = Digits.shiftedWhole(text, 0, text.length, shift);
        if (number != Digits.NONE) {
            return number;
        }
        double unusual = shifted(new String(text, StandardCharsets.UTF_8), shift);
        return Double.isNaN(unusual) ? LineTime.NONE : (long) unusual;
    }

    /** A client that got no answer is often written as status 0. */
    private int status() throws RejectedObservationException {
        String text = text(FieldTarget.STATUS);
        if (text.isEmpty() || text.equals("0")) {
            return Observation.NO_STATUS;
        }
        byte[] digits = text.getBytes(StandardCharsets.UTF_8);
        long status = Digits.whole(digits, 0, digits.length);
        if (status == Digits.NONE) {
            throw Told.unparsed("status", "status '" + ObservationRules.cut(text) + "' is not a number, such as 200");
        }
        return ObservationRules.status(status);
    }

    private double latencyMillis() throws RejectedObservationException {
        double millis = Observation.NO_LATENCY;
        for (FieldTarget target : slots.keySet()) {
            String text = target.isLatency() ? text(target) : "";
            if (!text.isEmpty()) {
                millis = latencyMillis(target, text);
            }
        }
        return millis;
    }

    private static double latencyMillis(FieldTarget target, String text) throws RejectedObservationException {
        int shift = switch (target) {
            case LATENCY_SECONDS -> 3;
            case LATENCY_MICROS -> -3;
            case LATENCY_NANOS -> -6;
            default -> 0;
        };
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double millis = Digits.shifted(bytes, 0, bytes.length, shift);
        if (Double.isNaN(millis)) {
            millis = shifted(text, shift);
        }
        if (Double.isNaN(millis)) {
            throw Told.unparsed(
                    "latencyMillis", target.word() + " '" + ObservationRules.cut(text) + "' is not a number");
        }
        return ObservationRules.latencyMillis("latencyMillis", millis);
    }

    /** Numbers that are not plain digits: negative ones, which are refused later with their value, and {@code 1.2E-4}. */
    private static double shifted(String text, int shift) {
        try {
            return new BigDecimal(text).scaleByPowerOfTen(shift).doubleValue();
        } catch (NumberFormatException | ArithmeticException e) {
            return Double.NaN;
        }
    }

    private Map<String, String> attributes() throws RejectedObservationException {
        if (format.attributes().isEmpty()) {
            return labels;
        }
        Map<String, String> attributes = new LinkedHashMap<>(labels);
        for (int i = 0; i < format.attributes().size(); i++) {
            String value = values[format.firstAttribute() + i];
            if (value != null) {
                String name = format.attributes().get(i);
                attributes.put(name, LineText.cut(ObservationRules.text("attributes." + name, value)));
            }
        }
        return attributes;
    }

    private String text(FieldTarget target) {
        Integer slot = slots.get(target);
        String value = slot == null ? null : values[slot];
        return value == null ? "" : value;
    }
}
