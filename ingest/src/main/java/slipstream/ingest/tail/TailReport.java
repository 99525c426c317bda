package slipstream.ingest.tail;

import java.util.Map;
import slipstream.contract.event.RejectReason;

/**
 * What has been read and confirmed: lines = accepted + dropped + dead.
 *
 * @param bytes how many bytes of the files these lines were
 */
public record TailReport(long bytes, long lines, long accepted, long dropped, Map<RejectReason, Long> deadByReason) {
    public TailReport {
        deadByReason = Map.copyOf(deadByReason);
    }

    public long dead() {
        return deadByReason.values().stream().mapToLong(Long::longValue).sum();
    }
}
