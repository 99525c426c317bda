package slipstream.alerting.channel.webhook;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;

/**
 * Posts a group of alerts to a web address. The status line is the answer; the body is read for people only, up to
 * {@value #MAX_ANSWER_BYTES} bytes, and a body that never ends cannot turn a confirmation into a failure.
 */
final class WebhookChannel implements Channel {
    static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final WebhookSettings settings;
    private final Surroundings surroundings;
    private final HttpClient client;

    WebhookChannel(WebhookSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        // HTTP/1.1, because the offer of an upgrade that JDK clients make on plain connections confuses small servers.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    @Override
    public String kind() {
        return WebhookSettings.KIND;
    }

    @Override
    public String target() {
        return settings.url().toString();
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        AtomicReference<HttpResponse.ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request(message), info -> {
            head.set(info);
            return new BoundedBody(MAX_ANSWER_BYTES);
        });
        try {
            // A request's own timeout ends with the header of the answer; this one covers all of it.
            HttpResponse<String> response = exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return verdict(head.get(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return answered(head)
                    .orElseGet(() -> new Delivery.Retry(
                            DeliveryReason.TIMED_OUT,
                            "no answer from " + target() + " within "
                                    + settings.timeout().toMillis() + " ms"));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (!(cause instanceof IOException)) {
                throw new IllegalStateException("the HTTP client failed in an unexpected way", cause);
            }
            return answered(head).orElseGet(() -> unreachable(cause));
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        }
    }

    private HttpRequest request(Message message) {
        WebhookPayload payload = WebhookPayload.of(
                surroundings.receiver(), surroundings.externalUrl(), settings.maxAlerts(), message.group());
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url().target())
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload.json()))
                .header("Content-Type", "application/json")
                .header("User-Agent", surroundings.userAgent())
                .header("webhook-id", message.idempotencyKey());
        settings.url().authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private Optional<Delivery> answered(AtomicReference<HttpResponse.ResponseInfo> head) {
        return Optional.ofNullable(head.get()).map(info -> verdict(info, ""));
    }

    private Delivery verdict(HttpResponse.ResponseInfo head, String body) {
        int status = head.statusCode();
        String detail = settings.url().masked(OneLine.of("HTTP " + status + " " + body));
        if (status >= 200 && status < 300) {
            return new Delivery.Delivered(detail);
        }
        if (status == 408 || status == 425 || status == 429) {
            return new Delivery.Retry(DeliveryReason.BUSY, detail, retryAfter(head));
        }
        if (status >= 500 && status < 600) {
            return new Delivery.Retry(DeliveryReason.SERVER_ERROR, detail, retryAfter(head));
        }
        return status >= 300 && status < 400
                ? new Delivery.Rejected(DeliveryReason.REDIRECTED, detail)
                : new Delivery.Rejected(DeliveryReason.REFUSED, detail);
    }

    private Optional<Duration> retryAfter(HttpResponse.ResponseInfo head) {
        return head.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, surroundings.clock().instant()));
    }

    /** The exception's message is left out, since nothing promises that it does not repeat the address. */
    private Delivery unreachable(Throwable cause) {
        DeliveryReason reason =
                cause instanceof HttpTimeoutException ? DeliveryReason.TIMED_OUT : DeliveryReason.UNREACHABLE;
        return new Delivery.Retry(reason, cause.getClass().getSimpleName() + " at " + target());
    }
}
