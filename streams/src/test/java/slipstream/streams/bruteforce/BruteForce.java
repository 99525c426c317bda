package slipstream.streams.bruteforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import slipstream.contract.slo.GroupBy;

/**
 * The oracle of one definition: takes the observations as they arrive, and walks every account from edge to edge. It remembers raw
 * observations and nothing else.
 */
final class BruteForce {
    private static final Comparator<List<String>> BY_VALUES =
            Comparator.comparing(values -> String.join("\u001F", values));

    final Case of;
    final Map<List<String>, BruteAccount> accounts = new TreeMap<>(BY_VALUES);
    private final BruteAlerts alerts;
    private final Duration kept;
    private final List<Duration> windows;
    private final Set<String> known = new HashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final List<Seen> accepted = new ArrayList<>();
    private final List<Seen> undrained = new ArrayList<>();
    private long nowMillis;

    /**
     * @param alerts what is remembered of alerts, also from earlier versions
     * @param kept older observations are refused at the door
     * @param windows rolling windows that the definition has
     * @param nowMillis where the clock stands, or {@link Long#MIN_VALUE}
     */
    BruteForce(Case of, BruteAlerts alerts, Duration kept, List<Duration> windows, long nowMillis) {
        this.of = of;
        this.alerts = alerts;
        this.kept = kept;
        this.windows = windows;
        this.nowMillis = nowMillis;
        if (of.groupBy().isNone()) {
            open(List.of());
        }
    }

    private BruteAccount open(List<String> group) {
        BruteAccount account = new BruteAccount(of);
        if (nowMillis != Long.MIN_VALUE) {
            account.startedMillis = nowMillis;
            account.nowMillis = nowMillis;
        }
        accounts.put(group, account);
        return account;
    }

    /** An observation arrives; one with the source and sequence of another is that one again. */
    void arrive(Seen seen, long wallMillis) {
        boolean isNews = known.add(seen.source() + " " + seen.sequence());
        if (isNews && seen.timeMillis() >= wallMillis - kept.toMillis()) {
            accepted.add(seen);
            undrained.add(seen);
            // Groups are admitted in the order of arrival.
            if (!of.groupBy().isNone()
                    && of.measures().stream().anyMatch(m -> m.selects().test(seen))) {
                groupOf(seen);
            }
        }
    }

    /** Everything that was accepted, in the order of arrival, to count it anew. */
    List<Seen> accepted() {
        return accepted;
    }

    private List<String> groupOf(Seen seen) {
        if (of.groupBy().isNone()) {
            return List.of();
        }
        if (groups.contains(seen.region())) {
            return List.of(seen.region());
        }
        if (groups.size() < of.groupBy().maxGroups()) {
            groups.add(seen.region());
            return List.of(seen.region());
        }
        return List.of(GroupBy.OVERFLOW);
    }

    /** What has arrived can be seen from now on. */
    void drain() {
        for (Seen seen : undrained) {
            for (int indicator = 0; indicator < of.measures().size(); indicator++) {
                Measure measure = of.measures().get(indicator);
                if (measure.selects().test(seen)) {
                    see(seen, indicator, figures(measure, seen));
                }
            }
        }
        undrained.clear();
    }

    private Figures figures(Measure measure, Seen seen) {
        long bad = measure.bad().applyAsLong(seen);
        if (bad == Measure.NO_EVIDENCE) {
            return new Figures(0, 0, 1, 0, 0);
        }
        return of.excluded().test(seen.timeMillis())
                ? new Figures(0, 0, 0, measure.unit(), bad)
                : new Figures(measure.unit(), bad, 0, 0, 0);
    }

    private void see(Seen seen, int indicator, Figures figures) {
        List<String> group = groupOf(seen);
        BruteAccount account = accounts.containsKey(group) ? accounts.get(group) : open(group);
        BruteAccount.Counted counted = new BruteAccount.Counted(seen, indicator, figures);
        if (seen.slice() < account.nowMillis) {
            counted.isKept = account.isInTime(seen, windows, account.nowMillis);
        }
        account.events.add(counted);
    }

    /** Moves every clock on and looks at each edge, and at the end once more if there is anything new. */
    void advance(long target) {
        nowMillis = target;
        accounts.forEach((group, account) -> {
            start(account, target);
            long edge = (Math.floorDiv(account.nowMillis, Seen.TEN_SECONDS) + 1) * Seen.TEN_SECONDS;
            for (; edge <= target; edge += Seen.TEN_SECONDS) {
                read(group, account, edge, true);
            }
            account.nowMillis = target;
            if (account.upTo(target).anyMatch(event -> event.isKept && !event.wasRead)) {
                read(group, account, target, false);
            }
        });
    }

    /** A clock begins with the first event, but not in the future. */
    private static void start(BruteAccount account, long target) {
        if (account.nowMillis == Long.MIN_VALUE) {
            long first = account.events.stream()
                    .mapToLong(event -> event.seen.slice())
                    .min()
                    .orElse(target);
            account.nowMillis = Math.min(target, first);
            account.startedMillis = account.nowMillis;
        }
    }

    /** Moves every clock on without looking. */
    void jump(long target) {
        nowMillis = target;
        accounts.values().forEach(account -> {
            start(account, target);
            account.nowMillis = target;
        });
    }

    private void read(List<String> group, BruteAccount account, long at, boolean isEdge) {
        account.upTo(at).forEach(event -> event.wasRead = true);
        alerts.read(account, group, at, isEdge);
    }
}
