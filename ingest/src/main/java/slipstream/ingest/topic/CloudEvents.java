package slipstream.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.payload.ItemSink;

/**
 * CloudEvents 1.0, binary and structured (Kafka protocol binding). What is known within one is read as it would be outside; every other event is a
 * log record with its type, its source and its data. Not thread-safe.
 */
final class CloudEvents {
    private static final String VERSION_HEADER = "ce_specversion";
    private static final String STRUCTURED = "application/cloudevents";

    private final RecordDecoder inner;
    private final TextEvents text;

    CloudEvents(RecordDecoder inner, TextEvents text) {
        this.inner = inner;
        this.text = text;
    }

    static boolean isBinary(TopicRecord record) {
        return !record.header(VERSION_HEADER).isEmpty();
    }

    static boolean isStructured(TopicRecord record, JsonNode tree) {
        return record.header("content-type").toLowerCase(Locale.ROOT).startsWith(STRUCTURED)
                || (tree.path("specversion").isTextual()
                        && tree.path("type").isTextual()
                        && tree.path("source").isTextual());
    }

    RecordForm readBinary(TopicRecord record, ItemSink items) throws RejectedObservationException {
        if (record.value() == null) {
            items.drop("tombstone");
            return RecordForm.EMPTY;
        }
        Map<String, String> attributes = new HashMap<>();
        record.headers().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                attributes.put(name.substring("ce_".length()), value);
            }
        });
        read(record, record.value(), attributes, items);
        return RecordForm.CLOUD_EVENT;
    }

    RecordForm readStructured(TopicRecord record, JsonNode event, ItemSink items) throws RejectedObservationException {
        Map<String, String> attributes = new HashMap<>();
        event.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getKey().equals("data_base64")) {
                attributes.put(field.getKey(), field.getValue().asText());
            }
        });
        attributes.remove("data");
        read(record, data(event), attributes, items);
        return RecordForm.CLOUD_EVENT;
    }

    private static byte[] data(JsonNode event) throws RejectedObservationException {
        if (event.path("data_base64").isTextual()) {
            try {
                return Base64.getDecoder().decode(event.path("data_base64").textValue());
            } catch (IllegalArgumentException e) {
                throw new RejectedObservationException(
                        RejectReason.UNDECODABLE, "data_base64", "data_base64 is not Base64");
            }
        }
        JsonNode data = event.path("data");
        String text = data.isTextual() ? data.textValue() : data.isMissingNode() ? "" : data.toString();
        return text.getBytes(UTF_8);
    }

    private void read(TopicRecord record, byte[] data, Map<String, String> attributes, ItemSink items)
            throws RejectedObservationException {
        if (isKnown(data)) {
            inner.detect(record.withValue(data), items);
            return;
        }
        long time = EventTime.millis(TextNode.valueOf(attributes.getOrDefault("time", "")))
                .orElse(record.timestampMillis());
        Map<String, String> kept = new HashMap<>();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (kept.size() < ObservationRules.MAX_ATTRIBUTES / 2
                    && attribute.getKey().length() <= 256) {
                kept.put(
                        attribute.getKey(),
                        ObservationRules.text("attributes", TextEvents.cut(attribute.getValue(), 1024)));
            }
        }
        TextEvents.Envelope envelope = new TextEvents.Envelope(time, inner.service(record.topic()), "", kept);
        String said = attributes.getOrDefault("type", "event");
        items.accept(text.logRecord(
                data.length == 0 ? said : said + ": " + new String(data, UTF_8), envelope, items.nextOrigin()));
    }

    /** Whether the data is one of the forms that say themselves what they are. */
    private static boolean isKnown(byte[] data) {
        if (data.length > 0 && data[0] == 0x0A) {
            return true;
        }
        Optional<JsonNode> tree = RecordDecoder.tree(data, 0);
        return tree.isPresent() && RecordDecoder.isKnown(tree.get());
    }
}
