package slipstream.ingest.topic;

import java.util.Locale;

/** What a record turned out to be. */
enum RecordForm {
    OTLP_PROTOBUF,
    OTLP_JSON,
    FLUENT_BIT,
    VECTOR,
    ALERTS,
    ALERT_WEBHOOK,
    ALERT_RECORDER,
    CLOUD_EVENT,
    OBSERVATION,
    JSON,
    TEXT,
    /** Nothing, or nothing but blanks, or the tombstone of a CloudEvent. */
    EMPTY,
    /** Avro or protobuf whose schema is in a registry. */
    SCHEMA_REGISTRY,
    /** Bytes that are none of these. */
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
