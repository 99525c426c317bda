package slipstream.ingest.line;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/**
 * One invocation of a function as its platform reports it: told as a request, and as a sample of its memory in MB.
 *
 * @param durationMillis how long the handler ran
 * @param billedMillis what is paid for, or {@link Observation#NO_VALUE}
 * @param initMillis how long a cold start took, or {@link Observation#NO_VALUE} when it was none
 * @param memoryMegabytes the most that was used, or {@link Observation#NO_VALUE}
 * @param limitMegabytes what may be used, or {@link Observation#NO_VALUE}
 */
record Invocation(
        String requestId,
        double durationMillis,
        double billedMillis,
        double initMillis,
        double memoryMegabytes,
        double limitMegabytes,
        boolean failed) {
    private static final String MEMORY = "memory";

    /** The invocation of a report line, without whether it failed elsewhere. */
    static Invocation of(ReportLine report) throws RejectedObservationException {
        double used = report.number("Max Memory Used");
        double duration = report.number("Duration");
        if (Double.isNaN(duration)) {
            throw Told.unparsed("latencyMillis", "the report has no Duration");
        }
        double billed = report.number("Billed Duration");
        String status = report.text("Status");
        // Time is billed up to the next whole millisecond, so only what was cut off at its limit ran longer than is
        // billed.
        boolean cutOff = duration > billed;
        return new Invocation(
                report.text("RequestId"),
                duration,
                billed,
                report.number("Init Duration"),
                Double.isNaN(used) ? report.number("Memory Usage") : used,
                report.number("Memory Size"),
                cutOff || !(status.isEmpty() || status.equals("success")));
    }

    /** Tells the request and, where the memory is known, the sample. */
    void tell(long timeMillis, String route, Told told, RecentRequests recent) throws RejectedObservationException {
        boolean bad = failed || recent.hasFailed(requestId);
        recent.reported(requestId, bad);
        told.attribute("requestId", requestId);
        told.attribute("coldStart", Boolean.toString(!Double.isNaN(initMillis)));
        for (Map.Entry<String, Double> number : numbers().entrySet()) {
            told.attribute(number.getKey(), Double.isNaN(number.getValue()) ? "" : plain(number.getValue()));
        }
        told.request(timeMillis, route, "", bad ? 500 : 200, durationMillis);
        if (!Double.isNaN(memoryMegabytes)) {
            told.sample(
                    timeMillis, MEMORY, memoryMegabytes, limitMegabytes > 0 ? limitMegabytes : Observation.NO_VALUE);
        }
    }

    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("memorySizeMB", limitMegabytes);
        numbers.put("maxMemoryUsedMB", memoryMegabytes);
        numbers.put("billedDurationMs", billedMillis);
        numbers.put("initDurationMs", initMillis);
        return numbers;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : String.format(Locale.ROOT, "%s", number);
    }
}
