package slipstream.contract.slo;

import java.util.Objects;

/** The name of an SLO, unique in a configuration. */
public record SloId(String name) implements Comparable<SloId> {
    public SloId {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an SLO must have a name");
        }
    }

    @Override
    public int compareTo(SloId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
