package slipstream.ingest.line;

import java.util.List;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;

/**
 * Access logs of AWS application load balancers: fields with blanks between them, to which AWS adds new ones at the end now and
 * then. The latency is the sum of the three processing times; a time of -1 says that the request never came so far, and such a
 * request has no latency.
 */
final class AlbReader implements TextReader {
    /** In the order of the AWS documentation, "Access logs for your Application Load Balancer". */
    private static final List<String> FIELDS = List.of(
            "type",
            "time",
            "elb",
            "client:port",
            "target:port",
            "request_processing_time",
            "target_processing_time",
            "response_processing_time",
            "elb_status_code",
            "target_status_code",
            "received_bytes",
            "sent_bytes",
            "request",
            "user_agent",
            "ssl_cipher",
            "ssl_protocol",
            "target_group_arn",
            "trace_id",
            "domain_name",
            "chosen_cert_arn",
            "matched_rule_priority",
            "request_creation_time",
            "actions_executed",
            "redirect_url",
            "error_reason",
            "target:port_list",
            "target_status_code_list",
            "classification",
            "classification_reason",
            "conn_trace_id");

    /** What can be kept as an attribute. */
    static final List<String> ATTRIBUTES = FIELDS.stream()
            .map(name -> name.equals("client:port") ? "remote_addr" : name.replace(':', '_'))
            .toList();

    private static final int TIME = FIELDS.indexOf("time");
    private static final int CLIENT = FIELDS.indexOf("client:port");
    private static final int FIRST_DURATION = FIELDS.indexOf("request_processing_time");
    private static final int STATUS = FIELDS.indexOf("elb_status_code");
    private static final int REQUEST = FIELDS.indexOf("request");

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        List<String> fields = QuotedFields.byBlanks(line);
        if (fields.size() <= REQUEST) {
            throw Told.unparsed(
                    "", "the line has " + fields.size() + " fields, a load balancer writes at least " + (REQUEST + 1));
        }
        for (int i = 0; i < Math.min(fields.size(), FIELDS.size()); i++) {
            told.attributeIfAsked(ATTRIBUTES.get(i), i == CLIENT ? withoutPort(fields.get(i)) : fields.get(i));
        }
        String[] request = fields.get(REQUEST).split(" ", 3);
        boolean isRequest = request.length > 1 && !request[0].equals("-");
        told.request(
                told.timeOf("time", fields.get(TIME)),
                isRequest ? request[1] : "",
                isRequest ? request[0] : "",
                Told.status("elb_status_code", fields.get(STATUS)),
                latencyMillis(fields));
    }

    private static double latencyMillis(List<String> fields) throws RejectedObservationException {
        double seconds = 0;
        for (int i = FIRST_DURATION; i < FIRST_DURATION + 3; i++) {
            double part = fields.get(i).equals("-") ? -1 : Told.number(FIELDS.get(i), fields.get(i));
            if (part < 0) {
                return Observation.NO_LATENCY;
            }
            seconds += part;
        }
        return ObservationRules.latencyMillis("latencyMillis", Math.round(seconds * 1e6) / 1e3);
    }

    private static String withoutPort(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }
}
