package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.SeriesKey;

/**
 * Which groups of a definition have an account of their own: the first so many. What comes beyond shares the overflow group, so that
 * the totals stay exact and memory bounded. Counted in each partition of the observations. Mutable, not thread-safe.
 */
final class Groups {
    private final Map<AccountKey, Map<List<String>, SeriesKey>> admitted = new HashMap<>();
    private final List<AccountKey> news = new ArrayList<>();
    private final Set<AccountKey> overflowing = new HashSet<>();

    /** Takes back a group that was admitted before. */
    void restore(AccountKey group) {
        admitted.computeIfAbsent(group.definition(), d -> new HashMap<>()).put(group.group(), new SeriesKey(group, 0));
    }

    /** The account of an observation's group. */
    SeriesKey keyOf(CompiledSeries series, List<String> values) {
        AccountKey definition = series.key().account();
        Map<List<String>, SeriesKey> known = admitted.computeIfAbsent(definition, d -> new HashMap<>());
        SeriesKey key = known.get(values);
        if (key == null) {
            AccountKey account;
            if (known.size() < series.maxGroups()) {
                account = definition.ofGroup(values);
                news.add(account);
                key = new SeriesKey(account, 0);
                known.put(values, key);
            } else {
                overflowing.add(definition);
                key = new SeriesKey(series.overflow(), 0);
            }
        }
        return series.key().indicator() == 0
                ? key
                : new SeriesKey(key.account(), series.key().indicator());
    }

    /** The definitions that have had more groups than they may have. */
    Set<AccountKey> overflowing() {
        return overflowing;
    }

    /** Hands over the groups that were admitted since this was last called. */
    void drain(Consumer<AccountKey> store) {
        news.forEach(store);
        news.clear();
    }
}
