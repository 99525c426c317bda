package slipstream.alerting.dispatch;

import java.util.Objects;
import slipstream.alerting.channel.DeliveryReason;

/**
 * Why an alert is kept quiet.
 *
 * @param by what keeps it quiet: the id of a silence, the fingerprint of an alert, the name of a time interval
 */
record Suppression(DeliveryReason reason, String by) {
    Suppression {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
    }
}
