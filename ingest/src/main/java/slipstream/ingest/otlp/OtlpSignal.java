package slipstream.ingest.otlp;

/** What one OTLP export is about. An export has one kind only. */
public enum OtlpSignal {
    /** {@code ExportTraceServiceRequest}, the same on the wire as {@code TracesData}. */
    TRACES,
    /** {@code ExportLogsServiceRequest}, the same on the wire as {@code LogsData}. */
    LOGS,
    /** {@code ExportMetricsServiceRequest}, the same on the wire as {@code MetricsData}. */
    METRICS
}
