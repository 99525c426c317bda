package slipstream.ingest.line;

import slipstream.contract.event.RejectedObservationException;

/**
 * Logs of Netlify's functions as {@code netlify logs --json} and the log drain write them: an object to a line. A report is an
 * invocation, whose function is kept as the attribute {@code function}; all else are lines of the application.
 */
final class NetlifyReader implements TextReader {
    private final RecentRequests recent = new RecentRequests();

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        FlatJson json = FlatJson.read(line);
        long timeMillis = told.timeOf("timestamp", json.text("timestamp", "ts", "time"));
        String message = json.text("message", "msg").strip();
        String requestId = json.text("request_id", "requestId", "netlify_request_id");
        told.attribute("function", json.text("name", "function_name", "function"));
        told.attribute("source", json.text("source", "log_type"));
        if (ReportLine.is(message)) {
            Invocation said = Invocation.of(ReportLine.read(message));
            Invocation invocation = new Invocation(
                    said.requestId().isEmpty() ? requestId : said.requestId(),
                    said.durationMillis(),
                    said.billedMillis(),
                    said.initMillis(),
                    said.memoryMegabytes(),
                    said.limitMegabytes(),
                    said.failed());
            invocation.tell(timeMillis, json.text("request_path", "path"), told, recent);
            return;
        }
        if (message.contains("Task timed out after") || message.startsWith("Invoke Error")) {
            recent.failed(requestId);
        }
        told.attribute("requestId", requestId);
        String level = json.text("level");
        told.log(timeMillis, level.isEmpty() ? LogLevel.of(message) : LogLevel.upper(level), message);
    }
}
