package slipstream.ingest.probe;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Dns;
import slipstream.contract.document.Fields;

/**
 * Which of a name's addresses are asked.
 *
 * @param preferred the family that is tried first; empty for the resolver's order
 * @param fallback whether the other family is tried where there is none of the preferred one
 */
public record IpChoice(Optional<IpProtocol> preferred, boolean fallback) implements Dns {
    /** Every address in the resolver's order. */
    public static final IpChoice ANY = new IpChoice(Optional.empty(), true);

    /** An address family, in blackbox_exporter's words. */
    public enum IpProtocol {
        IP4,
        IP6
    }

    public IpChoice {
        Objects.requireNonNull(preferred, "preferred");
    }

    /** Reads {@code preferred_ip_protocol} and {@code ip_protocol_fallback}. */
    static IpChoice read(Fields section) {
        Optional<IpProtocol> preferred = section.oneOf("preferred_ip_protocol", "ip4", "ip6")
                .map(word -> IpProtocol.valueOf(word.toUpperCase(Locale.ROOT)));
        return new IpChoice(preferred, section.bool("ip_protocol_fallback").orElse(true));
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>(Dns.SYSTEM.lookup(host));
        if (preferred.isEmpty()) {
            return addresses;
        }
        boolean four = preferred.get() == IpProtocol.IP4;
        if (!fallback) {
            addresses.removeIf(address -> (address instanceof Inet4Address) != four);
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host + " has no address of the preferred family");
        }
        addresses.sort(Comparator.comparing(address -> (address instanceof Inet4Address) != four));
        return addresses;
    }
}
