package slipstream.alerting.channel.slack;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.http.HttpAnswer;
import slipstream.alerting.channel.http.JsonBody;
import slipstream.alerting.channel.http.OneLine;

/** What Slack's answer means: its status alone says too little, since errors come with 200 as well. */
final class SlackVerdict {
    /** Errors that pass (https://api.slack.com/methods/chat.postMessage, section Errors). */
    private static final Set<String> PASSING = Set.of(
            "fatal_error", "internal_error", "rate_limited", "ratelimited", "request_timeout", "service_unavailable");

    /** Errors about the look of a message, which one without a look does not meet. */
    private static final Set<String> OF_LOOK = Set.of(
            "invalid_attachments", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long");

    private SlackVerdict() {}

    static Delivery of(HttpAnswer answer) {
        if (!answer.isSuccess() || answer.body().strip().equals("ok")) {
            return answer.verdict();
        }
        Map<?, ?> json = JsonBody.read(answer.body());
        if (Boolean.TRUE.equals(json.get("ok"))) {
            return new Delivery.Delivered("HTTP " + answer.status() + " ok");
        }
        String error = error(answer.body());
        String detail = OneLine.of("HTTP " + answer.status() + ", but Slack says " + error);
        return PASSING.contains(error)
                ? new Delivery.Retry(DeliveryReason.BUSY, detail)
                : new Delivery.Rejected(DeliveryReason.REFUSED, detail);
    }

    /** The error's name, when it is the look of the message that Slack does not take. */
    static Optional<String> refusedLook(HttpAnswer answer) {
        return Optional.of(error(answer.body())).filter(OF_LOOK::contains);
    }

    /** Incoming webhooks answer with a word, the API with an object. */
    private static String error(String body) {
        return JsonBody.read(body).get("error") instanceof String name ? name : body.strip();
    }
}
