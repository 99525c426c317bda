package slipstream.streams.classify;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import slipstream.streams.slice.AccountKey;

/** The stores of a classifier as maps, so that tests can stop and start it as often as they like. */
public final class ClassifierStore {
    private final Map<String, Long> marks = new HashMap<>();
    private final Set<AccountKey> groups = new LinkedHashSet<>();

    /** Stores what has changed since the last time. */
    public void save(Classifier classifier) {
        classifier.drainState(marks::put, groups::add);
    }

    /** A classifier as it is after a restart. */
    public Classifier restored(Definitions definitions) {
        Classifier classifier = new Classifier(definitions, marks::get, Long.MIN_VALUE);
        groups.forEach(classifier::restoreGroup);
        return classifier;
    }

    /** One that counts everything anew for definitions that another counts too: they admit groups together. */
    public static Classifier backfill(Definitions definitions, Classifier other) {
        return new Classifier(definitions, source -> null, Long.MIN_VALUE, other.groups(), EventIds.Settings.NONE);
    }
}
