package slipstream.ingest.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.ingest.probe.address.Cidr;

/**
 * How it is found out whether this machine has a network itself.
 *
 * @param targets addresses of which at least one takes a connection whenever the network is up
 * @param timeout how long they are waited for
 */
public record GuardSettings(List<InetSocketAddress> targets, Duration timeout) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    public GuardSettings {
        targets = List.copyOf(targets);
        Objects.requireNonNull(timeout, "timeout");
    }

    /** Reads {@code guard}; empty when there is none, or it has problems. */
    static Optional<GuardSettings> read(Fields root) {
        return root.fields("guard").flatMap(guard -> {
            List<InetSocketAddress> targets = new ArrayList<>();
            List<Element> items = guard.list("targets");
            if (items.isEmpty()) {
                guard.error("targets", "at least one address is required, such as \"192.0.2.1:443\"");
            }
            for (Element item : items) {
                item.asText(guard.problems()).ifPresent(text -> {
                    try {
                        HostPort address = HostPort.parse(text);
                        targets.add(new InetSocketAddress(Cidr.numeric(address.host()), address.port()));
                    } catch (IllegalArgumentException e) {
                        guard.problems()
                                .error(
                                        item.where(),
                                        item.path(),
                                        "must be a numeric address with a port, because names cannot be looked up"
                                                + " without a network: " + e.getMessage());
                    }
                });
            }
            Duration timeout = guard.duration("timeout").orElse(DEFAULT_TIMEOUT);
            guard.done();
            return targets.isEmpty() ? Optional.empty() : Optional.of(new GuardSettings(targets, timeout));
        });
    }
}
