package slipstream.streams.slice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** The store of a ledger as a map, so that tests can stop and start it as often as they like. */
public final class LedgerStore {
    private final Map<Bytes, byte[]> entries = new HashMap<>();

    /** Stores what has changed since the last time, as the processor does when its task commits. */
    public void save(Ledger ledger) {
        ledger.drain(account -> account.drainChanges(
                indicator -> new StoredSlices(new SeriesKey(account.key(), indicator), this::put)));
    }

    /** A ledger as it is after a restart. */
    public Ledger restored(Collection<AccountPlan> plans, long nowMillis) {
        Ledger ledger = new Ledger(plans);
        ledger.restoreNow(nowMillis);
        Restoration restoration = new Restoration(ledger, this::put);
        List<Map.Entry<Bytes, byte[]>> stored = new ArrayList<>(entries.entrySet());
        for (Map.Entry<Bytes, byte[]> entry : stored) {
            restoration.restore(entry.getKey().get(), entry.getValue());
        }
        return ledger;
    }

    public int size() {
        return entries.size();
    }

    private void put(byte[] key, byte[] value) {
        if (value == null) {
            entries.remove(Bytes.wrap(key));
        } else {
            entries.put(Bytes.wrap(key), value);
        }
    }

    /** Moves every clock on at once, without stopping at the edges between. */
    public static void jump(Ledger ledger, long target, Ledger.OnReading onReading) {
        for (Account account : List.copyOf(ledger.accounts())) {
            ledger.advance(account, target, 0, onReading);
        }
    }
}
