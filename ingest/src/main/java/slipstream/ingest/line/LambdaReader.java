package slipstream.ingest.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/**
 * Logs of AWS Lambda, as text and as JSON. The REPORT line, or {@code platform.report}, is the invocation; what fails or times out is
 * told in a line of its own, before it or after it. A time-out that comes after a report that looked good is told as a request of its
 * own, because what was told cannot be taken back. START, END, XRAY and the other events of the platform are not counted.
 */
final class LambdaReader implements TextReader {
    private static final Pattern TIMED_OUT =
            Pattern.compile("(?:RequestId: )?([0-9a-fA-F-]{36}).{0,80}?Task timed out after ([0-9.]+) seconds");
    private static final Pattern APPLICATION =
            Pattern.compile("^([0-9a-fA-F-]{36})\\s+(\\S+)\\s+(.*)$", Pattern.DOTALL);
    private static final Pattern NOT_COUNTED = Pattern.compile(
            "(?:^|\\s)(?:START RequestId|END RequestId|XRAY TraceId|INIT_START|EXTENSION|TELEMETRY)\\b");

    private final RecentRequests recent = new RecentRequests();

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        if (line.startsWith("{")) {
            readJson(FlatJson.read(line), told);
            return;
        }
        long timeMillis = told.time().atStartOrBefore(line);
        String rest = line.substring(told.time().end()).strip();
        int report = rest.indexOf("REPORT RequestId: ");
        boolean counted = report >= 0 || !NOT_COUNTED.matcher(rest).find();
        if (!counted) {
            return;
        }
        if (timeMillis == LineTime.NONE) {
            throw Told.unparsed("time", "neither the line nor one before it begins with a time");
        }
        if (report >= 0) {
            Invocation.of(ReportLine.read(rest.substring(report))).tell(timeMillis, "", told, recent);
        } else {
            readMessage(timeMillis, rest, told);
        }
    }

    private void readMessage(long timeMillis, String rest, Told told) throws RejectedObservationException {
        Matcher timedOut = TIMED_OUT.matcher(rest);
        if (timedOut.find()) {
            told.attribute("requestId", timedOut.group(1));
            tellTimeout(timeMillis, timedOut, rest, told);
            return;
        }
        Matcher application = APPLICATION.matcher(rest);
        if (application.matches()) {
            told.attribute("requestId", application.group(1));
            String message = application.group(3);
            if (message.startsWith("Invoke Error") || message.startsWith("Uncaught Exception")) {
                recent.failed(application.group(1));
            }
            told.log(timeMillis, LogLevel.of(application.group(2)), message);
        } else {
            told.log(timeMillis, LogLevel.of(rest), rest);
        }
    }

    private void tellTimeout(long timeMillis, Matcher timedOut, String rest, Told told)
            throws RejectedObservationException {
        if (recent.failed(timedOut.group(1))) {
            told.request(timeMillis, "", "", 500, Told.number("seconds", timedOut.group(2)) * 1000);
        }
        told.log(timeMillis, "ERROR", rest);
    }

    private void readJson(FlatJson json, Told told) throws RejectedObservationException {
        String type = json.text("type");
        long timeMillis = told.timeOf("time", json.text("time", "timestamp"));
        if (type.equals("platform.report")) {
            String status = json.text("record.status");
            new Invocation(
                            json.text("record.requestId"),
                            Told.number("durationMs", json.text("record.metrics.durationMs")),
                            number(json, "record.metrics.billedDurationMs"),
                            number(json, "record.metrics.initDurationMs"),
                            number(json, "record.metrics.maxMemoryUsedMB"),
                            number(json, "record.metrics.memorySizeMB"),
                            !(status.isEmpty() || status.equals("success")))
                    .tell(timeMillis, "", told, recent);
        } else if (!type.startsWith("platform.")) {
            String requestId = json.text("requestId", "record.requestId", "AWSRequestId");
            told.attribute("requestId", requestId);
            String message = json.text("message", "record.message", "record", "errorMessage");
            told.log(timeMillis, LogLevel.upper(json.text("level", "record.level")), message);
        }
    }

    private static double number(FlatJson json, String path) throws RejectedObservationException {
        String text = json.text(path);
        return text.isEmpty() ? Observation.NO_VALUE : Told.number(path, text);
    }
}
