package slipstream.alerting.dispatch;

import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.route.Routing;

/**
 * Who is told what and when.
 *
 * @param routing of {@code alertmanager.yml}; without it only the console is told
 */
public record Rules(Optional<Routing> routing, Oncall oncall) {
    /** Only the console is told. */
    public static final Rules NONE = new Rules(Optional.empty(), Oncall.NONE);

    public Rules {
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(oncall, "oncall");
    }
}
