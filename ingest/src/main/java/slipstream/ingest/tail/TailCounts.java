package slipstream.ingest.tail;

import java.util.EnumMap;
import java.util.Map;
import slipstream.contract.event.RejectReason;

/** Adds up what has been confirmed. Written by the tailing thread, read by any; thread-safe. */
final class TailCounts {
    private final Map<RejectReason, Long> dead = new EnumMap<>(RejectReason.class);
    private long bytes;
    private long accepted;
    private long dropped;

    synchronized void add(long confirmedBytes, Chunk chunk) {
        bytes += confirmedBytes;
        accepted += chunk.accepted();
        dropped += chunk.dropped();
        chunk.dead().forEach(letter -> dead.merge(letter.reason(), 1L, Long::sum));
    }

    synchronized TailReport report() {
        long buried = dead.values().stream().mapToLong(Long::longValue).sum();
        return new TailReport(bytes, accepted + dropped + buried, accepted, dropped, dead);
    }
}
