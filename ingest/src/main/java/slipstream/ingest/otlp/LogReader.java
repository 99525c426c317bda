package slipstream.ingest.otlp;

import java.util.Arrays;
import java.util.Map;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.payload.ItemSink;

/**
 * Log records, with all their attributes up to the number that an observation may have. The time is the event's own, else when it was
 * observed. Field numbers are those of {@code opentelemetry/proto/logs/v1/logs.proto}.
 */
final class LogReader implements ItemReader {
    private static final int TIME_NANOS = 1;
    private static final int SEVERITY_NUMBER = 2;
    private static final int SEVERITY_TEXT = 3;
    private static final int BODY = 5;
    private static final int ATTRIBUTES = 6;
    private static final int OBSERVED_NANOS = 11;

    private static final int MAX_LEVEL_CHARS = 32;

    /** Four numbers to each (logs data model, severity fields). */
    private static final String[] LEVELS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

    private final byte[] payload;
    private final TimeBounds bounds;
    private final KeptAttributes attributes;
    private final WireReader record = new WireReader();
    private Resource resource = new Resource("", Map.of());
    private long timeNanos;
    private long observedNanos;
    private long severity;
    private String severityText = "";
    private int bodyFrom;
    private int bodyTo;

    LogReader(byte[] payload, TimeBounds bounds, CutCounter cuts) {
        this.payload = payload;
        this.bounds = bounds;
        this.attributes = new KeptAttributes(payload, cuts);
    }

    @Override
    public void begin(Resource next) {
        resource = next;
    }

    @Override
    public void read(int from, int to, ItemSink items) throws RejectedObservationException {
        readFields(from, to);
        try {
            items.accept(logRecord(items.nextOrigin()));
        } catch (RejectedObservationException e) {
            items.reject(e, Arrays.copyOfRange(payload, from, to));
        }
    }

    private void readFields(int from, int to) throws RejectedObservationException {
        attributes.clear();
        timeNanos = 0;
        observedNanos = 0;
        severity = 0;
        severityText = "";
        bodyFrom = 0;
        bodyTo = 0;
        record.over(payload, from, to);
        while (record.next()) {
            if (record.isRange(ATTRIBUTES)) {
                attributes.add(record.from(), record.to());
            } else if (record.isFixed64(TIME_NANOS)) {
                timeNanos = record.number();
            } else if (record.isFixed64(OBSERVED_NANOS)) {
                observedNanos = record.number();
            } else if (record.isVarint(SEVERITY_NUMBER)) {
                severity = record.number();
            } else if (record.isRange(SEVERITY_TEXT)) {
                severityText = AnyValue.cut(payload, record.from(), record.to(), MAX_LEVEL_CHARS);
            } else if (record.isRange(BODY)) {
                bodyFrom = record.from();
                bodyTo = record.to();
            }
        }
    }

    private LogRecord logRecord(Origin origin) throws RejectedObservationException {
        long timeMillis = OtlpTime.millis("timeUnixNano", timeNanos == 0 ? observedNanos : timeNanos);
        bounds.check(timeMillis);
        return new LogRecord(
                origin,
                timeMillis,
                resource.checkedService(),
                level(),
                "",
                ObservationRules.text("body", AnyValue.text(payload, bodyFrom, bodyTo, LogRecord.MAX_MESSAGE_CHARS)),
                attributes.over(resource.attributes()));
    }

    private String level() {
        boolean isKnown = severity >= 1 && severity <= 4L * LEVELS.length;
        return isKnown ? LEVELS[(int) (severity - 1) / 4] : severityText;
    }
}
