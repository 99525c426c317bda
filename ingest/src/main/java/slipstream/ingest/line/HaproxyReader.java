package slipstream.ingest.line;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.contract.event.RejectedObservationException;

/**
 * HAProxy's HTTP log ({@code option httplog}), with or without syslog's own head. The latency is the total time. What HAProxy says
 * besides, such as a failed handshake, is a record of the log.
 */
final class HaproxyReader implements TextReader {
    static final List<String> ATTRIBUTES = List.of("remote_addr", "frontend", "backend", "server", "termination_state");

    /** A status of -1 says that the connection ended before an answer. */
    private static final String NO_ANSWER = "-1";

    private static final Pattern HTTP = Pattern.compile("(\\S+):\\d+ \\[([^\\]]+)\\] (\\S+) (\\S+)/(\\S+) "
            + "(-?\\d+(?:/-?\\d+){3})/\\+?(\\d+) (-1|\\d{3}) \\+?\\d+ \\S+ \\S+ (\\S+) \\S+ \\S+ .*?\"([^\"]*)\"?");

    private final SyslogReader syslog = new SyslogReader();

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        Matcher matcher = HTTP.matcher(line);
        if (!matcher.find()) {
            syslog.read(line, told);
            return;
        }
        told.attributeIfAsked("remote_addr", matcher.group(1));
        told.attributeIfAsked("frontend", matcher.group(3).replace("~", ""));
        told.attributeIfAsked("backend", matcher.group(4));
        told.attributeIfAsked("server", matcher.group(5));
        told.attributeIfAsked("termination_state", matcher.group(9));
        String[] request = matcher.group(10).split(" ", 3);
        boolean isRequest = request.length > 1;
        String status = matcher.group(8);
        told.request(
                told.timeOf("time", matcher.group(2)),
                isRequest ? request[1] : "",
                isRequest ? request[0] : "",
                status.equals(NO_ANSWER) ? Observation.NO_STATUS : Told.status("status", status),
                Told.number("latencyMillis", matcher.group(7)));
    }
}
