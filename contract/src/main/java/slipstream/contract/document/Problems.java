package slipstream.contract.document;

import java.util.ArrayList;
import java.util.List;

/** Collects all problems of a configuration, so that they can be reported at once. Not thread-safe. */
public final class Problems {
    private final List<Problem> all = new ArrayList<>();

    public void error(Location where, String key, String message) {
        all.add(new Problem(Problem.Level.ERROR, where, key, message));
    }

    public void warning(Location where, String key, String message) {
        all.add(new Problem(Problem.Level.WARNING, where, key, message));
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(problem -> problem.level() == Problem.Level.ERROR);
    }

    /** Every problem in the order in which it was found. */
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
