package slipstream.ingest.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;

/**
 * What a user does in several steps, each a request; the first that fails ends it. The target is the URL against which the
 * URLs of the steps are resolved.
 *
 * @param timeout for all steps together
 */
public record FlowModule(Duration timeout, List<Step> steps, TlsSettings tls, IpChoice addresses)
        implements ProbeModule {
    /**
     * One request of a flow. In {@code url}, header values and body {@code ${name}} stands for what an earlier step captured.
     *
     * @param url absolute, or relative to the target
     * @param captures taken from the answer, in this order
     */
    public record Step(
            String name, String url, HttpAsk ask, HttpChecks checks, Conditions conditions, List<Capture> captures) {
        public Step {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(ask, "ask");
            Objects.requireNonNull(checks, "checks");
            Objects.requireNonNull(conditions, "conditions");
            captures = List.copyOf(captures);
        }

        boolean readBody() {
            return checks.readBody() || conditions.askFor("[BODY]") || !captures.isEmpty();
        }
    }

    public FlowModule {
        Objects.requireNonNull(timeout, "timeout");
        steps = List.copyOf(steps);
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(addresses, "addresses");
    }

    @Override
    public String normalized(String target) {
        return HttpModule.normalizedUrl(target);
    }

    @Override
    public Optional<String> host(String target) {
        return HttpModule.http2xx().host(target);
    }

    @Override
    public Prober prober(AddressRules rules) {
        return new FlowProber(this, rules);
    }
}
