package slipstream.ingest.probe.dns;

import java.util.List;

/**
 * What a name server said; records are in the form of a zone file: {@code shop.example.\t300\tIN\tA\t192.0.2.1}.
 *
 * @param rcode such as {@code NOERROR} or {@code NXDOMAIN}
 * @param truncated whether the server left something out because the message was too small
 * @param data what each record of the answer says, without name, time to live and type
 */
public record DnsAnswer(
        String rcode,
        boolean truncated,
        List<String> answer,
        List<String> authority,
        List<String> additional,
        List<String> data) {
    public DnsAnswer {
        answer = List.copyOf(answer);
        authority = List.copyOf(authority);
        additional = List.copyOf(additional);
        data = List.copyOf(data);
    }
}
