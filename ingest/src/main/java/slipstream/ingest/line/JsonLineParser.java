package slipstream.ingest.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

/** Reads the lines of a {@link JsonLines} log. Numbers may stand in quotes; what is null, empty or {@code -} is absent. Not thread-safe. */
final class JsonLineParser implements LineParser {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxNameLength(1024)
                    .build())
            .build();

    private final JsonLines format;
    private final Map<JsonTarget, Integer> slots;
    private final TimeBounds bounds;
    private final LineTime time;
    private final String service;
    private final Map<String, String> labels;
    private final String[] values;

    JsonLineParser(JsonLines format, Labels labels, TimeBounds bounds) {
        this.format = format;
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
        out.accept(read(line, from, to, origin));
    }

    private RequestObservation read(byte[] line, int from, int to, Origin origin) throws RejectedObservationException {
        Arrays.fill(values, null);
        readLine(line, from, to);
        long timeMillis = timeMillis();
        bounds.check(timeMillis);
        String named = text(JsonTarget.SERVICE);
        return new RequestObservation(
                origin,
                timeMillis,
                ObservationRules.name("service", named.isEmpty() ? service : named),
                LineText.cut(RequestLine.path(text(JsonTarget.ROUTE))),
                LineText.cut(ObservationRules.text("method", text(JsonTarget.METHOD))),
                status(),
                latencyMillis(),
                attributes());
    }

    private void readLine(byte[] line, int from, int to) throws RejectedObservationException {
        try (JsonParser parser = JSON.createParser(line, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unparsed("", "the line is not a JSON object");
            }
            readObject(parser, format.paths());
            if (parser.nextToken() != null) {
                throw unparsed("", "there is more in the line after the end of its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw unparsed("", "the line is not valid JSON: " + ObservationRules.cut(e.getOriginalMessage()));
        } catch (IOException e) {
            throw unparsed("", "the line is not valid JSON: " + ObservationRules.cut(String.valueOf(e.getMessage())));
        }
    }

    private void readObject(JsonParser parser, JsonLines.PathNode node) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonLines.PathNode below = node.find(parser.currentName());
            JsonToken value = parser.nextToken();
            if (below == null) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                readObject(parser, below);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                keep(below.slots(), parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void keep(List<Integer> filled, String text) {
        if (text.isEmpty() || text.equals("-")) {
            return;
        }
        for (int slot : filled) {
            values[slot] = text;
        }
    }

    private long timeMillis() throws RejectedObservationException {
        for (JsonTarget target : JsonTarget.values()) {
            if (!target.isTime() || !slots.containsKey(target)) {
                continue;
            }
            String text = text(target);
            if (text.isEmpty()) {
                throw unparsed("time", "the line has no " + target.word());
            }
            long millis = timeMillis(target, text.getBytes(StandardCharsets.UTF_8));
            if (millis == LineTime.NONE) {
                throw unparsed("time", target.word() + " '" + ObservationRules.cut(text) + "' is not a time");
            }
            return millis;
        }
        throw new IllegalStateException("a format without time does not compile");
    }

    private long timeMillis(JsonTarget target, byte[] text) {
        if (target == JsonTarget.TIME && time.readIso(text, 0, text.length)) {
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
        String text = text(JsonTarget.STATUS);
        if (text.isEmpty() || text.equals("0")) {
            return Observation.NO_STATUS;
        }
        byte[] digits = text.getBytes(StandardCharsets.UTF_8);
        long status = Digits.whole(digits, 0, digits.length);
        if (status == Digits.NONE) {
            throw unparsed("status", "status '" + ObservationRules.cut(text) + "' is not a number, such as 200");
        }
        return ObservationRules.status(status);
    }

    private double latencyMillis() throws RejectedObservationException {
        double millis = Observation.NO_LATENCY;
        for (JsonTarget target : slots.keySet()) {
            String text = target.isLatency() ? text(target) : "";
            if (!text.isEmpty()) {
                millis = latencyMillis(target, text);
            }
        }
        return millis;
    }

    private static double latencyMillis(JsonTarget target, String text) throws RejectedObservationException {
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
            throw unparsed("latencyMillis", target.word() + " '" + ObservationRules.cut(text) + "' is not a number");
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

    private String text(JsonTarget target) {
        Integer slot = slots.get(target);
        String value = slot == null ? null : values[slot];
        return value == null ? "" : value;
    }

    private static RejectedObservationException unparsed(String field, String message) {
        return new RejectedObservationException(RejectReason.UNPARSED_LINE, field, message);
    }
}
