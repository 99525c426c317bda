package slipstream.ingest.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import slipstream.ingest.probe.address.AddressRules;

/**
 * How a TCP port is asked: it must take the connection, show a good certificate when it is to speak TLS, and then say and hear
 * what the dialogue has.
 *
 * @param secure whether TLS begins at once
 */
public record TcpModule(Duration timeout, boolean secure, TlsSettings tls, List<Exchange> dialogue, IpChoice addresses)
        implements ProbeModule {
    /**
     * One step of the dialogue; what is absent is left out, in this order.
     *
     * @param expect a line that the target must send; lines before it are passed over
     * @param send a line to send, in which {@code ${1}} is the first group of {@code expect}
     * @param startTls whether TLS begins here
     */
    public record Exchange(Optional<Pattern> expect, Optional<String> send, boolean startTls) {
        public Exchange {
            Objects.requireNonNull(expect, "expect");
            Objects.requireNonNull(send, "send");
        }
    }

    public TcpModule {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(tls, "tls");
        dialogue = List.copyOf(dialogue);
        Objects.requireNonNull(addresses, "addresses");
    }

    @Override
    public String normalized(String target) {
        return HostPort.parse(target).toString();
    }

    @Override
    public Optional<String> host(String target) {
        return Optional.of(HostPort.parse(target).host());
    }

    @Override
    public Prober prober(AddressRules rules) {
        return new TcpProber(this, rules);
    }
}
