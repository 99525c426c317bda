package slipstream.alerting.oncall;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import slipstream.alerting.route.LabelMatchers;

/**
 * Whom to turn to for one sort of issue.
 *
 * @param issue its name, for example {@code security}
 * @param matchers which alerts are of this sort
 * @param byRole those of {@code primary}, {@code secondary} and {@code executive} that the file names
 */
public record Contacts(String issue, LabelMatchers matchers, Map<String, List<Address>> byRole) {
    /** The roles in their order. */
    public static final List<String> ROLES = List.of("primary", "secondary", "executive");

    public Contacts {
        Objects.requireNonNull(issue, "issue");
        Objects.requireNonNull(matchers, "matchers");
        byRole = Map.copyOf(byRole);
    }
}
