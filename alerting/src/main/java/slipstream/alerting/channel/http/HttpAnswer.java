package slipstream.alerting.channel.http;

import java.util.Objects;
import slipstream.alerting.channel.Delivery;

/**
 * What came back from one attempt.
 *
 * @param verdict what the status, or the lack of one, means by HTTP alone; a channel that knows its receiver better may judge otherwise
 * @param status the HTTP status, 0 when there was no answer
 * @param body the beginning of the answer; may be empty
 */
public record HttpAnswer(Delivery verdict, int status, String body) {
    public HttpAnswer {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(body, "body");
    }

    /** Whether the status alone says that it went well. */
    public boolean isSuccess() {
        return verdict instanceof Delivery.Delivered;
    }
}
