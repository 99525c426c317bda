package slipstream.alerting.channel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.http.HttpSettings.ProxySettings;

/**
 * Posts bytes to web addresses, once per call. At most {@value #MAX_ANSWER_BYTES} bytes of an answer are read, and a body that never ends
 * cannot turn a confirmation into a failure. Thread-safe.
 */
public final class HttpPoster {
    /** The most of an answer that is read: it is for people, and for the few receivers whose status alone says too little. */
    public static final int MAX_ANSWER_BYTES = 64 * 1024;

    public static final String JSON = "application/json";

    /** A name server that hangs is outside the client's own time limit. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final HttpSettings settings;
    private final String userAgent;
    private final InstantSource clock;
    private final OkHttpClient client;

    public HttpPoster(HttpSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.userAgent = surroundings.userAgent();
        this.clock = surroundings.clock();
        this.client = HttpClients.of(settings, surroundings.addresses());
    }

    /** Makes one attempt, with the headers of this message alone; those of the settings are added. */
    public HttpAnswer post(SecretUrl url, String contentType, byte[] body, Map<String, String> headers)
            throws InterruptedException {
        Call call = client.newCall(request(url, contentType, body, headers));
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException cause) {
                answer.complete(failure(url, cause));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                try (response) {
                    answer.complete(answered(url, response));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            }
        });
        try {
            return answer.get(settings.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel();
            return timedOut(url);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the HTTP client failed in an unexpected way", e.getCause());
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        }
    }

    private Request request(SecretUrl url, String contentType, byte[] body, Map<String, String> headers) {
        Request.Builder request = new Request.Builder()
                .url(url.target())
                .post(new SentOnce(contentType, body))
                .header("User-Agent", userAgent);
        url.authorization().ifPresent(value -> request.header("Authorization", value));
        settings.authorization().ifPresent(value -> request.header("Authorization", value.value()));
        settings.headers().forEach((name, value) -> request.header(name, value.value()));
        if (!url.target().isHttps()) {
            settings.proxy()
                    .flatMap(ProxySettings::authorization)
                    .ifPresent(value -> request.header(HttpClients.PROXY_AUTHORIZATION, value));
        }
        headers.forEach(request::header);
        return request.build();
    }

    private HttpAnswer answered(SecretUrl url, Response response) {
        String body = beginning(response);
        int status = response.code();
        String detail = url.masked(OneLine.of("HTTP " + status + " " + body));
        return new HttpAnswer(verdict(status, detail, retryAfter(response)), status, body);
    }

    private static String beginning(Response response) {
        okio.Buffer read = new okio.Buffer();
        try {
            okio.BufferedSource source = response.body().source();
            while (read.size() < MAX_ANSWER_BYTES && source.read(read, MAX_ANSWER_BYTES - read.size()) >= 0) {
                // Each turn reads what has arrived.
            }
        } catch (IOException e) {
            // The status is the answer; of the body there is what came before it broke off.
        }
        return read.readUtf8();
    }

    private static Delivery verdict(int status, String detail, Optional<Duration> retryAfter) {
        if (status >= 200 && status < 300) {
            return new Delivery.Delivered(detail);
        }
        if (status == 408 || status == 425 || status == 429) {
            return new Delivery.Retry(DeliveryReason.BUSY, detail, retryAfter);
        }
        if (status >= 500 && status < 600) {
            return new Delivery.Retry(DeliveryReason.SERVER_ERROR, detail, retryAfter);
        }
        if (status == 410) {
            return new Delivery.Rejected(DeliveryReason.GONE, detail);
        }
        return status >= 300 && status < 400
                ? new Delivery.Rejected(DeliveryReason.REDIRECTED, detail)
                : new Delivery.Rejected(DeliveryReason.REFUSED, detail);
    }

    private Optional<Duration> retryAfter(Response response) {
        return Optional.ofNullable(response.header("Retry-After"))
                .flatMap(value -> RetryAfter.parse(value, clock.instant()));
    }

    private HttpAnswer failure(SecretUrl url, IOException cause) {
        Optional<String> refused = Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed()))
                .filter(AddressRefusedException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst();
        if (refused.isPresent()) {
            return new HttpAnswer(
                    new Delivery.Rejected(DeliveryReason.ADDRESS_REFUSED, OneLine.of(refused.get())), 0, "");
        }
        if (cause instanceof InterruptedIOException) {
            return timedOut(url);
        }
        // Other exceptions' messages are left out, since nothing promises that they do not repeat the address.
        Delivery.Retry retry = cause instanceof SSLException
                ? new Delivery.Retry(
                        DeliveryReason.TLS_FAILED,
                        url.masked(OneLine.of("no trustworthy connection to " + url + ": " + cause.getMessage())))
                : new Delivery.Retry(
                        DeliveryReason.UNREACHABLE, cause.getClass().getSimpleName() + " at " + url);
        return new HttpAnswer(retry, 0, "");
    }

    private HttpAnswer timedOut(SecretUrl url) {
        String detail =
                "no answer from " + url + " within " + settings.timeout().toMillis() + " ms";
        return new HttpAnswer(new Delivery.Retry(DeliveryReason.TIMED_OUT, detail), 0, "");
    }

    /** A body that the client never sends a second time by itself: whether to repeat is our decision. */
    private static final class SentOnce extends RequestBody {
        private final MediaType type;
        private final byte[] bytes;

        SentOnce(String contentType, byte[] bytes) {
            this.type = MediaType.get(contentType);
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return type;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }
}
