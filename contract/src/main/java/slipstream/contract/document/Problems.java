package slipstream.contract.document;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects all problems of a configuration, so that they can be reported at once. One that is found twice, because what is at
 * fault is used twice, is reported once. Not thread-safe.
 */
public final class Problems {
    private final Set<Problem> all = new LinkedHashSet<>();
    private int errorCount;

    public void error(Location where, String key, String message) {
        all.add(new Problem(Problem.Level.ERROR, where, key, message));
        errorCount++;
    }

    public void warning(Location where, String key, String message) {
        all.add(new Problem(Problem.Level.WARNING, where, key, message));
    }

    public boolean hasErrors() {
        return errorCount > 0;
    }

    /** How often an error was recorded: a reader that sees it grow knows that what it read cannot be used. */
    public int errorCount() {
        return errorCount;
    }

    /** Every problem, once, in the order in which it was found. */
    public List<Problem> all() {
        return List.copyOf(all);
    }

    /** Ends the reading of a configuration that has errors. */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidConfigurationException(all());
        }
    }
}
