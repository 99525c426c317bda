package slipstream.alerting.oncall;

import java.util.Objects;
import slipstream.alerting.route.LabelMatchers;

/**
 * Something that a receiver does about an incident rather than being told of it, for example rolling a deployment back.
 *
 * @param receiver the name of the receiver whose webhook acts
 * @param once whether it acts once for each incident, rather than once each time one of its alerts begins
 */
public record ActionWebhook(String name, LabelMatchers matchers, String receiver, boolean once) {
    public ActionWebhook {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(matchers, "matchers");
        Objects.requireNonNull(receiver, "receiver");
    }
}
