package slipstream.alerting.channel.wording;

import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Delivery.Delivered;
import slipstream.alerting.channel.Delivery.Rejected;
import slipstream.alerting.channel.Delivery.Retry;

/** Adds to the detail of what became of an attempt. */
public final class Annotated {
    private Annotated() {}

    public static Delivery with(Delivery delivery, String remark) {
        String detail = delivery.detail().isEmpty() ? remark : delivery.detail() + " (" + remark + ")";
        if (delivery instanceof Retry retry) {
            return new Retry(retry.reason(), detail, retry.retryAfter());
        }
        return delivery instanceof Rejected rejected ? new Rejected(rejected.reason(), detail) : new Delivered(detail);
    }
}
