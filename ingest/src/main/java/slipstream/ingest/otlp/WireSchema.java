package slipstream.ingest.otlp;

import java.util.HashMap;
import java.util.Map;

/**
 * The fields of OTLP's messages that are read, by their name in JSON; every other one is ignored in either encoding. The names and numbers
 * are those of {@code opentelemetry/proto} 1.
 */
final class WireSchema {
    /** How a field is written in protobuf. */
    enum Kind {
        TEXT,
        VARINT,
        ZIGZAG,
        FIXED_64,
        DOUBLE,
        BOOL,
        BASE_64,
        MESSAGE,
        /** A message that is one item. */
        ITEM
    }

    /**
     * One field.
     *
     * @param message what lies within a {@link Kind#MESSAGE} or {@link Kind#ITEM}; null for every other kind
     */
    record Field(int number, Kind kind, WireSchema message) {}

    private static final WireSchema ANY_VALUE = new WireSchema();
    private static final WireSchema KEY_VALUE =
            new WireSchema().put("key", 1, Kind.TEXT).put("value", 2, ANY_VALUE);

    static {
        ANY_VALUE
                .put("stringValue", 1, Kind.TEXT)
                .put("boolValue", 2, Kind.BOOL)
                .put("intValue", 3, Kind.VARINT)
                .put("doubleValue", 4, Kind.DOUBLE)
                .put("arrayValue", 5, new WireSchema().put("values", 1, ANY_VALUE))
                .put("kvlistValue", 6, new WireSchema().put("values", 1, KEY_VALUE))
                .put("bytesValue", 7, Kind.BASE_64);
    }

    private static final WireSchema RESOURCE = new WireSchema().put("attributes", 1, KEY_VALUE);

    private static final WireSchema SPAN = new WireSchema()
            .put("name", 5, Kind.TEXT)
            .put("kind", 6, Kind.VARINT)
            .put("startTimeUnixNano", 7, Kind.FIXED_64)
            .put("endTimeUnixNano", 8, Kind.FIXED_64)
            .put("attributes", 9, KEY_VALUE)
            .put("status", 15, new WireSchema().put("code", 3, Kind.VARINT));

    private static final WireSchema LOG_RECORD = new WireSchema()
            .put("timeUnixNano", 1, Kind.FIXED_64)
            .put("severityNumber", 2, Kind.VARINT)
            .put("severityText", 3, Kind.TEXT)
            .put("body", 5, ANY_VALUE)
            .put("attributes", 6, KEY_VALUE)
            .put("observedTimeUnixNano", 11, Kind.FIXED_64);

    private static final WireSchema NUMBER_POINT = new WireSchema()
            .put("timeUnixNano", 3, Kind.FIXED_64)
            .put("asDouble", 4, Kind.DOUBLE)
            .put("asInt", 6, Kind.FIXED_64)
            .put("attributes", 7, KEY_VALUE)
            .put("flags", 8, Kind.VARINT);

    private static final WireSchema HISTOGRAM_POINT = new WireSchema().put("bucketCounts", 6, Kind.FIXED_64);

    private static final WireSchema BUCKETS = new WireSchema().put("bucketCounts", 2, Kind.VARINT);

    private static final WireSchema EXPONENTIAL_POINT = new WireSchema()
            .put("scale", 6, Kind.ZIGZAG)
            .put("positive", 8, BUCKETS)
            .put("negative", 9, BUCKETS);

    private static final WireSchema METRIC = new WireSchema()
            .put("name", 1, Kind.TEXT)
            .put("gauge", 5, points(NUMBER_POINT))
            .put("sum", 7, points(NUMBER_POINT))
            .put("histogram", 9, points(HISTOGRAM_POINT))
            .put("exponentialHistogram", 10, points(EXPONENTIAL_POINT))
            .put("summary", 11, points(new WireSchema()));

    private final Map<String, Field> fields = new HashMap<>();

    private WireSchema() {}

    /** The outermost message of an export. */
    static WireSchema of(OtlpSignal signal) {
        return switch (signal) {
            case TRACES -> export("resourceSpans", "scopeSpans", "spans", Kind.ITEM, SPAN);
            case LOGS -> export("resourceLogs", "scopeLogs", "logRecords", Kind.ITEM, LOG_RECORD);
            case METRICS -> export("resourceMetrics", "scopeMetrics", "metrics", Kind.MESSAGE, METRIC);
        };
    }

    private static WireSchema export(String resources, String scopes, String items, Kind kind, WireSchema item) {
        WireSchema scope = new WireSchema().put(items, 2, kind, item);
        WireSchema resource = new WireSchema().put("resource", 1, RESOURCE).put(scopes, 2, scope);
        return new WireSchema().put(resources, 1, resource);
    }

    private static WireSchema points(WireSchema point) {
        return new WireSchema().put("dataPoints", 1, Kind.ITEM, point);
    }

    /** What a name stands for; null when it is ignored. */
    Field field(String name) {
        return fields.get(name);
    }

    private WireSchema put(String name, int number, Kind kind) {
        return put(name, number, kind, null);
    }

    private WireSchema put(String name, int number, WireSchema message) {
        return put(name, number, Kind.MESSAGE, message);
    }

    private WireSchema put(String name, int number, Kind kind, WireSchema message) {
        fields.put(name, new Field(number, kind, message));
        return this;
    }
}
