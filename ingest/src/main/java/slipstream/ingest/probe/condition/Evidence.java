package slipstream.ingest.probe.condition;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What one probe saw of its target, as far as conditions may ask for it.
 *
 * @param connected whether there was a connection, or an answer of a DNS server
 * @param status the HTTP status, 0 where there is none
 * @param ip the address that was asked, empty when none was
 * @param body the answer's text, cut at the module's limit; for DNS the answer records, one to a line
 * @param latencyMillis from the start of name resolution to the last byte
 * @param certificateMillisLeft until the target's certificate expires; empty without TLS
 * @param rcode the DNS server's response code such as {@code NOERROR}, empty for other probers
 */
public record Evidence(
        boolean connected,
        int status,
        String ip,
        String body,
        double latencyMillis,
        OptionalLong certificateMillisLeft,
        String rcode) {
    public Evidence {
        Objects.requireNonNull(ip, "ip");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(certificateMillisLeft, "certificateMillisLeft");
        Objects.requireNonNull(rcode, "rcode");
    }
}
