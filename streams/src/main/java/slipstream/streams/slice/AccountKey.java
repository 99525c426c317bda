package slipstream.streams.slice;

import java.util.List;
import java.util.Objects;

/**
 * What an account is kept for: an SLO or a rule, in one version of its definition, for one group. Counts of different versions are
 * never added up.
 *
 * @param name the SLO's name, or {@code rule/} and the rule's name
 * @param group the values of the fields it is grouped by; empty without groups
 */
public record AccountKey(String name, String version, List<String> group) {
    /** Stands before the name of a rule; no SLO has a slash in its name. */
    public static final String RULE = "rule/";

    public AccountKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        group = List.copyOf(group);
    }

    /** Without groups. */
    public AccountKey(String name, String version) {
        this(name, version, List.of());
    }

    public AccountKey ofGroup(List<String> values) {
        return new AccountKey(name, version, values);
    }

    /** The definition it belongs to: the same for all of its groups. */
    public AccountKey definition() {
        return group.isEmpty() ? this : new AccountKey(name, version);
    }

    /** The revision of the definitions in which this version came: the number behind the last hyphen of a version, or 0. */
    long sinceRevision() {
        int hyphen = version.lastIndexOf('-');
        return hyphen < 0 ? 0 : Long.parseLong(version.substring(hyphen + 1));
    }

    @Override
    public String toString() {
        return group.isEmpty() ? name + "@" + version : name + "@" + version + group;
    }
}
