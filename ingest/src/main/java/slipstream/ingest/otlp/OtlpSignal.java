package slipstream.ingest.otlp;

/** What one OTLP export is about. An export has one kind only. */
public enum OtlpSignal {
    /** {@code ExportTraceServiceRequest}, the same on the wire as {@code TracesData}. */
    TRACES("resourceSpans"),
    /** {@code ExportLogsServiceRequest}, the same on the wire as {@code LogsData}. */
    LOGS("resourceLogs"),
    /** {@code ExportMetricsServiceRequest}, the same on the wire as {@code MetricsData}. */
    METRICS("resourceMetrics");

    private final String jsonKey;

    OtlpSignal(String jsonKey) {
        this.jsonKey = jsonKey;
    }

    /** The key that an export of this signal has in JSON, and no other. */
    public String jsonKey() {
        return jsonKey;
    }
}
