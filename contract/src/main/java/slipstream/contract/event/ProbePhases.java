package slipstream.contract.event;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How long each phase of an HTTP probe took, in milliseconds. A phase that was not reached is empty, not zero; the phases
 * that were reached add up to the probe's latency.
 */
public record ProbePhases(
        OptionalDouble dnsMillis,
        OptionalDouble connectMillis,
        OptionalDouble tlsMillis,
        OptionalDouble firstByteMillis,
        OptionalDouble transferMillis) {

    /** No phase was reached. */
    public static final ProbePhases NONE = new ProbePhases(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    public ProbePhases {
        Objects.requireNonNull(dnsMillis, "dnsMillis");
        Objects.requireNonNull(connectMillis, "connectMillis");
        Objects.requireNonNull(tlsMillis, "tlsMillis");
        Objects.requireNonNull(firstByteMillis, "firstByteMillis");
        Objects.requireNonNull(transferMillis, "transferMillis");
    }
}
