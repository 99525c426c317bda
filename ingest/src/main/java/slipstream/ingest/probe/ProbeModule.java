package slipstream.ingest.probe;

import java.time.Duration;
import java.util.Optional;
import slipstream.ingest.probe.address.AddressRules;

/** How targets are asked and which answers are good; called a module because blackbox_exporter calls it so. */
public sealed interface ProbeModule permits HttpModule, TcpModule, DnsModule, FlowModule {
    /** Ten seconds, the timeout that Prometheus gives a scrape and so, by default, a blackbox probe. */
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** The longest time from the start of name resolution to the last byte. */
    Duration timeout();

    /**
     * The one form of a target under which it is known.
     *
     * @throws IllegalArgumentException with what is wrong, when it is no target of this module
     */
    String normalized(String target);

    /** The host, or numeric address, that a target in its normal form names. */
    Optional<String> host(String target);

    /** Makes what asks; it reaches no address that the rules refuse. */
    Prober prober(AddressRules rules);
}
