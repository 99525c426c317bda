package slipstream.ingest.probe;

import java.time.Instant;
import slipstream.ingest.probe.condition.Conditions;

/** Asks targets in the way that one module describes. Thread-safe; made once for each module. */
sealed interface Prober permits HttpProber, TcpProber, DnsProber, FlowProber {
    /**
     * Asks a target once; blocks for at most the module's timeout, except while the system's resolver is waiting. Never throws on
     * account of the target: whatever it does is an outcome.
     *
     * @param target in the form that the module's {@link ProbeModule#normalized} gives
     * @param now the time from which certificates are counted
     */
    Attempt run(String target, Conditions conditions, Instant now);
}
