package slipstream.streams.slice;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All accounts of one partition, or of one file that is evaluated: it opens an account when the first partial for it comes, and
 * moves all clocks on. The same code runs in the stream job and offline. Event time; mutable, not thread-safe.
 */
public final class Ledger {
    private static final Comparator<AccountKey> ORDER = Comparator.comparing(AccountKey::name)
            .thenComparing(AccountKey::version)
            .thenComparing(key -> String.join("\u001F", key.group()));

    private final Map<AccountKey, AccountPlan> plans = new HashMap<>();
    private final TreeMap<AccountKey, Account> accounts = new TreeMap<>(ORDER);

    /** Those of which something may have to be stored: with thousands of accounts few of them are new at a commit. */
    private final Set<Account> touched = new LinkedHashSet<>();

    private final ServiceChanges changes = new ServiceChanges();
    private long nowMillis = Long.MIN_VALUE;

    /** Receives each reading. */
    public interface OnReading {
        void reading(Reading reading);
    }

    public Ledger(Collection<AccountPlan> plans) {
        plans.forEach(plan -> this.plans.put(plan.definition(), plan));
    }

    /** Adds a definition, or replaces how one is kept; open accounts go on as they were. */
    void define(AccountPlan plan) {
        plans.put(plan.definition(), plan);
    }

    boolean isDefined(AccountKey definition) {
        return plans.containsKey(definition);
    }

    /** Forgets a definition and closes its accounts, which are returned. */
    List<Account> undefine(AccountKey definition) {
        plans.remove(definition);
        List<Account> closed = ofDefinition(definition);
        closed.forEach(account -> close(account.key()));
        return closed;
    }

    /** The open accounts of a definition. */
    List<Account> ofDefinition(AccountKey definition) {
        return accounts.values().stream()
                .filter(account -> account.key().definition().equals(definition))
                .toList();
    }

    boolean isOpen(AccountKey account) {
        return accounts.containsKey(account);
    }

    void close(AccountKey account) {
        touched.remove(accounts.remove(account));
    }

    /** What has been heard of changes of services; every account has it at hand. */
    public ServiceChanges changes() {
        return changes;
    }

    /** The accounts that are open. */
    public Collection<Account> accounts() {
        return accounts.values();
    }

    /** Up to where the clock has come, or {@link Long#MIN_VALUE}. */
    public long nowMillis() {
        return nowMillis;
    }

    void restoreNow(long millis) {
        nowMillis = millis;
    }

    /** The account of a key, opened if need be; empty when its definition is not known here. */
    public Optional<Account> account(AccountKey key) {
        Account open = accounts.get(key);
        if (open != null) {
            return Optional.of(open);
        }
        AccountPlan plan = plans.get(key.definition());
        if (plan == null) {
            return Optional.empty();
        }
        Account account = new Account(key, plan, changes);
        if (nowMillis != Long.MIN_VALUE) {
            account.restoreAt(nowMillis);
            account.watchFrom(nowMillis);
        }
        accounts.put(key, account);
        touched.add(account);
        return Optional.of(account);
    }

    /** Counts what was seen in one slice for an account; false when it is older than all that is kept. */
    public boolean add(Account account, int indicator, Partial.Slice slice) {
        touched.add(account);
        return account.add(indicator, slice);
    }

    /** Hands over each account that may have something to be stored. */
    void drain(Consumer<Account> sink) {
        touched.forEach(sink);
        touched.clear();
    }

    /** Moves every clock on to an instant, or to where it is if that is later. */
    public void advanceAll(long target, OnReading onReading) {
        nowMillis = Math.max(nowMillis, target);
        accounts.values().forEach(account -> advance(account, nowMillis, Long.MAX_VALUE, onReading));
    }

    /**
     * Moves the clock of one account on.
     *
     * @param longestWalk a longer way is taken at once, without stopping at the edges between; so is the first
     */
    void advance(Account account, long target, long longestWalk, OnReading onReading) {
        nowMillis = Math.max(nowMillis, target);
        OptionalLong before = account.hasStarted() ? OptionalLong.of(account.nowMillis()) : OptionalLong.empty();
        boolean jumps =
                longestWalk != Long.MAX_VALUE && (before.isEmpty() || target - before.getAsLong() > longestWalk);
        if (jumps) {
            account.jumpTo(target);
            read(account, target, false, onReading);
        } else {
            account.advanceTo(target, edge -> read(account, edge, true, onReading));
        }
        if (account.takeChanged()) {
            read(account, account.nowMillis(), false, onReading);
        }
        if (account.hasChanges()) {
            touched.add(account);
        }
    }

    private static void read(Account account, long atMillis, boolean atEdge, OnReading onReading) {
        if (atEdge) {
            account.takeChanged();
        }
        onReading.reading(new Reading(account, atMillis, atEdge));
    }
}
