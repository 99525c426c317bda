package slipstream.streams.slice;

import java.util.List;

/** The plans that hold now. Thread-safe. */
public interface Plans {
    /**
     * One state of all plans.
     *
     * @param number counts up; 0 where plans never change
     */
    record Revision(long number, List<AccountPlan> plans) {
        public Revision {
            plans = List.copyOf(plans);
        }
    }

    /** The present state; the same object until it changes. */
    Revision plans();

    /** Says that a replaced version of a definition is not needed any more. */
    void retire(AccountKey definition);

    /** Plans that never change. */
    static Plans fixed(List<AccountPlan> plans) {
        Revision only = new Revision(0, plans);
        return new Plans() {
            @Override
            public Revision plans() {
                return only;
            }

            @Override
            public void retire(AccountKey definition) {
                // Nothing is ever replaced.
            }
        };
    }
}
