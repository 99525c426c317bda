package slipstream.contract.health;

import java.util.List;

/** Something that knows how it is. Asking is cheap and never blocks; thread-safe. */
public interface HealthSource {
    /** One entry for each part, at least one. */
    List<Health> health();
}
