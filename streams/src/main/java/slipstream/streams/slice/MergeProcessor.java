package slipstream.streams.slice;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import slipstream.streams.store.CommitHook;
import slipstream.streams.store.Stores;

/**
 * Owns the accounts of its partition: folds partials into them, moves their clocks on, and stores what has changed when the task
 * commits. The heap is rebuilt from the stores whenever the task starts.
 */
final class MergeProcessor implements Processor<byte[], byte[], AccountKey, Reading> {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** With the live clock a longer gap means that nobody was looking: there is no use in alerts about the time between. */
    private static final long LONGEST_WALK_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final int OWN_CLOCK = -1;

    /** Another instance may know of new definitions before this one does; longer than this it must not take. */
    private static final Duration DEFINITIONS_WITHIN = Duration.ofSeconds(30);

    private final Plans plans;
    private final MergeStage.Settings settings;
    private final MergeMetrics metrics;
    private ProcessorContext<AccountKey, Reading> context;
    private KeyValueStore<byte[], byte[]> slices;
    private KeyValueStore<Integer, byte[]> clocks;
    private KeyValueStore<String, byte[]> changes;
    private EventClock eventClock;
    private Ledger ledger;
    private Succession succession;
    private Plans.Revision revision;
    private boolean clockChanged;

    /** Whom the keys of partials belong to: to read a key anew takes longer than to add what comes with it. */
    private final Map<ByteBuffer, Owner> owners = new HashMap<>();

    private record Owner(Account account, int indicator) {}

    MergeProcessor(Plans plans, MergeStage.Settings settings, MeterRegistry meters) {
        this.plans = plans;
        this.settings = settings;
        this.metrics = new MergeMetrics(meters);
    }

    @Override
    public void init(ProcessorContext<AccountKey, Reading> processorContext) {
        context = processorContext;
        slices = context.getStateStore(Stores.SLICES_BY_SERIES);
        clocks = context.getStateStore(Stores.CLOCK_BY_PARTITION);
        changes = context.getStateStore(Stores.CHANGES_BY_SERVICE);
        revision = plans.plans();
        ledger = new Ledger(revision.plans());
        owners.clear();
        succession = new Succession(settings.observationPartitions());
        succession.begin(revision.plans());
        restoreClock();
        restoreChanges();
        restoreSlices();
        passOverDowntime();
        revision.plans().forEach(this::openOwn);
        CommitHook.onCommit(context, Stores.MERGE_HOOK, this::drain);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void restoreClock() {
        long now = Long.MIN_VALUE;
        eventClock = new EventClock(settings.observationPartitions(), settings.lateness());
        try (KeyValueIterator<Integer, byte[]> stored = clocks.all()) {
            while (stored.hasNext()) {
                KeyValue<Integer, byte[]> entry = stored.next();
                ClockMark mark = (ClockMark) PartialRecord.ofBytes(entry.value);
                if (entry.key == OWN_CLOCK) {
                    now = mark.highestMillis();
                } else {
                    eventClock.note(new ClockMark(mark.partition(), mark.highestMillis(), false));
                }
            }
        }
        if (settings.mode() == ClockMode.LIVE) {
            // A wall clock that ran ahead before a restart must not keep its lead.
            now = Math.min(now, context.currentSystemTimeMs());
        }
        ledger.restoreNow(now);
    }

    private void restoreChanges() {
        try (KeyValueIterator<String, byte[]> stored = changes.all()) {
            stored.forEachRemaining(entry -> ledger.changes().restore(ChangeMark.ofBytes(entry.value)));
        }
    }

    /** Rebuilds the accounts from the store; what belongs to no definition any more is removed. */
    private void restoreSlices() {
        List<KeyValue<byte[], byte[]>> changed = new ArrayList<>();
        Restoration restoration = new Restoration(ledger, (place, value) -> changed.add(KeyValue.pair(place, value)));
        try (KeyValueIterator<byte[], byte[]> stored = slices.all()) {
            while (stored.hasNext()) {
                KeyValue<byte[], byte[]> entry = stored.next();
                if (!restoration.restore(entry.key, entry.value)) {
                    changed.add(KeyValue.pair(entry.key, null));
                }
            }
        }
        changed.forEach(entry -> slices.put(entry.key, entry.value));
    }

    /** While this instance was down events may have come that it has not read yet: that is no silence. */
    private void passOverDowntime() {
        long downtime = context.currentSystemTimeMs() - ledger.nowMillis();
        boolean isWalked = downtime > 0 && downtime <= LONGEST_WALK_MILLIS;
        if (settings.mode() == ClockMode.LIVE && ledger.nowMillis() != Long.MIN_VALUE && isWalked) {
            ledger.accounts().forEach(account -> account.passOver(downtime));
        }
    }

    /** What is defined is watched from the beginning, also while nothing comes: only so can silence be noticed. */
    private void openOwn(AccountPlan plan) {
        byte[] key = new SeriesKey(plan.definition(), 0).toBytes();
        int owner = MergeStage.partitionOf(key, settings.partialsPartitions());
        if (!plan.isGrouped() && owner == context.taskId().partition()) {
            ledger.account(plan.definition());
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        takeUpNews();
        PartialRecord partial = PartialRecord.ofBytes(record.value());
        if (partial instanceof ClockMark mark) {
            if (settings.mode() == ClockMode.EVENT) {
                eventClock.note(mark);
                clockChanged = true;
                eventClock.nowMillis().ifPresent(now -> ledger.advanceAll(now, this::forward));
            }
            return;
        }
        if (partial instanceof ChangeMark mark) {
            mark.changes().forEach(ledger.changes()::note);
            return;
        }
        if (partial instanceof BackfillMark mark) {
            mark.definitions().forEach(this::awaitDefinition);
            succession.note(mark, new Switch()).forEach(this::speak);
            return;
        }
        Owner owner = owners.get(ByteBuffer.wrap(record.key()));
        if (owner == null) {
            owner = ownerOf(record.key());
        }
        if (owner == null) {
            metrics.unknownSeries();
        } else {
            add(owner, (Partial) partial);
        }
    }

    /** Finds the owner of a key that comes for the first time; null when its definition is not known. */
    private Owner ownerOf(byte[] bytes) {
        SeriesKey key = SeriesKey.ofBytes(bytes);
        awaitDefinition(key.account().definition());
        Optional<Account> account = ledger.account(key.account());
        if (account.isEmpty() || key.indicator() >= account.get().plan().indicators()) {
            return null;
        }
        Owner owner = new Owner(account.get(), key.indicator());
        owners.put(ByteBuffer.wrap(bytes), owner);
        return owner;
    }

    private void add(Owner owner, Partial partial) {
        for (Partial.Slice slice : partial.slices()) {
            if (!ledger.add(owner.account(), owner.indicator(), slice)) {
                metrics.tooLate(slice.counts());
            }
        }
        if (settings.mode() == ClockMode.LIVE) {
            ledger.advance(owner.account(), liveNow(), LONGEST_WALK_MILLIS, this::forward);
        }
    }

    /** Counts for a definition that this instance has not heard of yet must not be dropped: it is on its way. */
    private void awaitDefinition(AccountKey definition) {
        if (ledger.isDefined(definition) || definition.sinceRevision() <= revision.number()) {
            return;
        }
        long deadline = System.nanoTime() + DEFINITIONS_WITHIN.toNanos();
        while (plans.plans().number() < definition.sinceRevision()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("revision " + definition.sinceRevision()
                        + " of the definitions, which counts for " + definition + " belong to, has not come within "
                        + DEFINITIONS_WITHIN);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        takeUpNews();
    }

    private void tick(long wallMillis) {
        takeUpNews();
        if (settings.mode() == ClockMode.LIVE) {
            long now = liveNow();
            List.copyOf(ledger.accounts())
                    .forEach(account -> ledger.advance(account, now, LONGEST_WALK_MILLIS, this::forward));
        }
    }

    private void takeUpNews() {
        Plans.Revision next = plans.plans();
        if (!next.equals(revision)) {
            revision = next;
            succession.takeUp(next.plans(), new Switch());
        }
    }

    /** A version speaks from now on: those behind learn how its accounts stand. */
    private void speak(AccountKey definition) {
        for (Account account : ledger.ofDefinition(definition)) {
            if (account.nowMillis() != Long.MIN_VALUE) {
                forward(new Reading(account, account.nowMillis(), Reading.Kind.CHANGE));
            }
        }
    }

    /** Opens, rebuilds and closes accounts as definitions come and go. */
    private final class Switch implements Succession.Changes {
        @Override
        public void opened(AccountPlan plan) {
            ledger.define(plan);
            openOwn(plan);
        }

        @Override
        public void kept(AccountPlan plan) {
            List<Account> open = ledger.ofDefinition(plan.definition());
            ledger.define(plan);
            for (Account account : open) {
                if (!account.plan().series().equals(plan.series())) {
                    rebuild(account);
                }
            }
        }

        @Override
        public void closed(AccountKey definition, AccountKey successor) {
            owners.clear();
            for (Account account : ledger.undefine(definition)) {
                boolean isReplaced = successor != null
                        && ledger.isOpen(successor.ofGroup(account.key().group()));
                context.forward(new Record<>(
                        account.key(),
                        new Reading(
                                account, account.nowMillis(), isReplaced ? Reading.Kind.REPLACED : Reading.Kind.GONE),
                        context.currentSystemTimeMs()));
                entriesOf(account).forEach(entry -> slices.delete(entry.key));
            }
            plans.retire(definition);
        }
    }

    /** The windows of a definition have changed, not what it counts: its slices are laid out anew. */
    private void rebuild(Account account) {
        drain(account);
        List<KeyValue<byte[], byte[]>> entries = entriesOf(account);
        ledger.close(account.key());
        owners.clear();
        Restoration restoration = new Restoration(ledger, slices::put);
        entries.forEach(entry -> restoration.restore(entry.key, entry.value));
    }

    private List<KeyValue<byte[], byte[]>> entriesOf(Account account) {
        List<KeyValue<byte[], byte[]>> entries = new ArrayList<>();
        for (int indicator = 0; indicator < account.plan().indicators(); indicator++) {
            byte[] prefix = StoredSlices.prefixOf(new SeriesKey(account.key(), indicator));
            try (KeyValueIterator<byte[], byte[]> found = slices.prefixScan(prefix, new ByteArraySerializer())) {
                found.forEachRemaining(entries::add);
            }
        }
        return entries;
    }

    /** The wall clock, as long as it does not step back. */
    private long liveNow() {
        return Math.max(ledger.nowMillis(), context.currentSystemTimeMs());
    }

    private void forward(Reading reading) {
        if (succession.speaks(reading.account().key().definition())) {
            context.forward(new Record<>(reading.account().key(), reading, context.currentSystemTimeMs()));
        }
    }

    private void drain() {
        ledger.drain(this::drain);
        ledger.changes().drainChanges((service, mark) -> changes.put(service, mark == null ? null : mark.toBytes()));
        if (clockChanged) {
            eventClock.marks().forEach(mark -> clocks.put(mark.partition(), mark.toBytes()));
            clockChanged = false;
        }
        if (ledger.nowMillis() != Long.MIN_VALUE) {
            clocks.put(OWN_CLOCK, new ClockMark(0, ledger.nowMillis(), false).toBytes());
        }
    }

    private void drain(Account account) {
        account.drainChanges(indicator -> new StoredSlices(new SeriesKey(account.key(), indicator), slices::put));
    }
}
