package slipstream.ingest.otlp;

/** How an OTLP export is written. */
public enum OtlpEncoding {
    /** {@code application/x-protobuf}. */
    PROTOBUF,
    /** {@code application/json}. */
    JSON
}
