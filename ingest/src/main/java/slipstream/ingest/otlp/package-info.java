/**
 * OTLP in: one export of traces, logs or metrics, in protobuf or JSON, becomes observations. Server and consumer spans are requests, log
 * records are log records, and the metrics that are named are samples. Promised: nothing is copied but the text that is kept, JSON
 * and protobuf mean the same, a bad item does not spoil its neighbours, and what is no OTLP is refused as a whole.
 */
package slipstream.ingest.otlp;
