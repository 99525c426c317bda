package slipstream.contract.slo;

import java.util.Objects;
import slipstream.contract.document.Location;

/** What the spec of an SLI says, before the objective of an SLO gives it what only that knows. */
sealed interface Sli {
    /** An indicator that is whole: which observations count and which are bad. */
    record Whole(Indicator indicator, GroupBy groupBy) implements Sli {
        public Whole {
            Objects.requireNonNull(indicator, "indicator");
            Objects.requireNonNull(groupBy, "groupBy");
        }
    }

    /** A value that the objective compares with its threshold. */
    record Compared(Selector total, Selector value, GroupBy groupBy) implements Sli {
        public Compared {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(groupBy, "groupBy");
        }
    }

    /** A valid indicator over something that is no observation of ours, so that nobody can count it here. */
    record Foreign(Location where, String key, String reason) implements Sli {
        public Foreign {
            Objects.requireNonNull(where, "where");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
