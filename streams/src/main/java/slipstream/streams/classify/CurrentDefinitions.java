package slipstream.streams.classify;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import slipstream.contract.slo.Catalogue;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.Plans;

/**
 * The definitions that hold now, for everything in this process: replaced as a whole when a new revision comes. It also remembers
 * which replaced versions are not needed any more, so that all stages let go of them. Thread-safe.
 */
public final class CurrentDefinitions implements Plans {
    private final AtomicReference<Revision> current;
    private final Set<AccountKey> retired = ConcurrentHashMap.newKeySet();

    /**
     * One state of all definitions.
     *
     * @param number counts up; 0 where definitions never change
     */
    public record Revision(long number, Definitions definitions, Catalogue catalogue, Plans.Revision plans) {
        public Revision {
            Objects.requireNonNull(definitions, "definitions");
        }

        public Revision(long number, Definitions definitions) {
            this(
                    number,
                    definitions,
                    new Catalogue(definitions.slos(), definitions.rules()),
                    new Plans.Revision(number, definitions.plans()));
        }
    }

    public CurrentDefinitions(Revision first) {
        this.current = new AtomicReference<>(first);
    }

    /** Definitions that never change. */
    public static CurrentDefinitions fixed(Definitions definitions) {
        return new CurrentDefinitions(new Revision(0, definitions));
    }

    public Revision get() {
        return current.get();
    }

    /** The present SLOs and rules; the same object until they change. */
    public Catalogue catalogue() {
        return get().catalogue();
    }

    @Override
    public Plans.Revision plans() {
        return get().plans();
    }

    /** Replaces them; an older revision than the present one is passed over. */
    public void replace(Revision next) {
        current.accumulateAndGet(next, (old, candidate) -> candidate.number() > old.number() ? candidate : old);
    }

    @Override
    public void retire(AccountKey definition) {
        retired.add(definition);
    }

    /** Whether a replaced version is not needed any more. */
    boolean isRetired(AccountKey definition) {
        return retired.contains(definition);
    }
}
