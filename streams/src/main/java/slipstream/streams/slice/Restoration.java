package slipstream.streams.slice;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Gives stored entries back to their accounts. Entries of one series follow each other in the store, so that its key is read once for all
 * of them. Mutable, not thread-safe.
 */
final class Restoration {
    private final Ledger ledger;
    private final BiConsumer<byte[], byte[]> put;
    private byte[] prefix = {};
    private StoredSlices entries;
    private Optional<Account> account = Optional.empty();
    private int indicator;

    /** @param put stores a value under a key, or removes the key when the value is null: what lies in another place now is moved */
    Restoration(Ledger ledger, BiConsumer<byte[], byte[]> put) {
        this.ledger = ledger;
        this.put = put;
    }

    /** False for an entry of a series that is not defined any more. */
    boolean restore(byte[] key, byte[] value) {
        if (prefix.length == 0 || !isOfSameSeries(key)) {
            begin(StoredSlices.seriesOf(key));
        }
        account.ifPresent(of -> entries.restore(of, indicator, key, value));
        return account.isPresent();
    }

    private boolean isOfSameSeries(byte[] key) {
        return key.length > prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private void begin(SeriesKey series) {
        prefix = StoredSlices.prefixOf(series);
        entries = new StoredSlices(series, put);
        indicator = series.indicator();
        account = ledger.account(series.account())
                .filter(of -> series.indicator() < of.plan().indicators());
    }
}
