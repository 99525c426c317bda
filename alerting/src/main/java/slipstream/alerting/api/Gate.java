package slipstream.alerting.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.contract.listen.AccessToken;

/** What every request passes: host, path, method, token, origin, media type, body, in this order; then its endpoint is asked. */
final class Gate extends Handler.Abstract {
    /** Time from the request to the answer, by endpoint and status. */
    static final String REQUESTS = "slipstream.alerting.requests";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int BUFFER_BYTES = 128 * 1024;

    /** Bodies in memory at once; with their size it bounds what strangers can make us hold. */
    private static final int MAX_BODIES = 32;

    private final Endpoints endpoints;
    private final Optional<AccessToken> token;
    private final TrustedHosts hosts;
    private final MeterRegistry meters;
    private final Semaphore bodies = new Semaphore(MAX_BODIES);

    Gate(Endpoints endpoints, Optional<AccessToken> token, TrustedHosts hosts, MeterRegistry meters) {
        this.endpoints = endpoints;
        this.token = token;
        this.hosts = hosts;
        this.meters = meters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, Timer.start(meters));
        SecurityHeaders.put(response.getHeaders());
        try {
            Endpoints.Match match = admitted(request);
            exchange.path = match.endpoint().method() + " " + match.endpoint().path();
            if (match.endpoint().method().equals("POST")) {
                readThenAnswer(match, exchange);
            } else {
                answer(match, new byte[0], exchange);
            }
        } catch (Refusal refusal) {
            if (request.getLength() != 0) {
                // Its body is not read, so nothing more can come on this connection, and the client had better know.
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            send(refusal.answer(), exchange);
        }
        return true;
    }

    /** A request on its way to its answer. */
    private static final class Exchange {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final Timer.Sample sample;
        // As documented, never as given: a stranger must not be able to make new time series.
        private String path = "unknown";

        private Exchange(Request request, Response response, Callback callback, Timer.Sample sample) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.sample = sample;
        }
    }

    private Endpoints.Match admitted(Request request) throws Refusal {
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (!hosts.isOurs(host)) {
            throw Refusal.of(
                    403,
                    "unknown_host",
                    "without a token this address answers under its own name only; ask 127.0.0.1 or set external_url");
        }
        String path = String.valueOf(request.getHttpURI().getPath());
        Optional<Endpoints.Match> match = endpoints.find(request.getMethod(), path);
        boolean open = match.isPresent() && match.get().endpoint().access() == Endpoint.Access.OPEN;
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (!open && token.isPresent() && !token.get().isIn(authorization)) {
            throw Refusal.unauthorized();
        }
        Endpoints.Match found =
                match.orElseThrow(() -> Refusal.of(404, "unknown_path", "there is nothing at this path"));
        requireOwnOrigin(found.endpoint(), host, request);
        requireMediaType(found.endpoint().bodyType(), request);
        return found;
    }

    private void requireOwnOrigin(Endpoint endpoint, String host, Request request) throws Refusal {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (!endpoint.method().equals("GET") && !hosts.isSameOrigin(host, origin, site)) {
            throw Refusal.of(403, "foreign_origin", "pages of other sites may not change anything here");
        }
    }

    private static void requireMediaType(String wanted, Request request) throws Refusal {
        String given = Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .orElse("");
        String type = given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && !type.equals(wanted)) {
            throw Refusal.of(415, "unsupported_media_type", "the Content-Type must be " + wanted);
        }
    }

    private void readThenAnswer(Endpoints.Match match, Exchange exchange) throws Refusal {
        if (!bodies.tryAcquire()) {
            throw Refusal.unavailable("busy", "too many requests at once; try again in a moment");
        }
        BodyReader.read(exchange.request, new BodyReader.Then() {
            @Override
            public void complete(byte[] body) {
                try {
                    answer(match, body, exchange);
                } finally {
                    bodies.release();
                }
            }

            @Override
            public void failed(Throwable why) {
                bodies.release();
                if (why instanceof Refusal refusal) {
                    exchange.response.getHeaders().put(HttpHeader.CONNECTION, "close");
                    send(refusal.answer(), exchange);
                } else {
                    exchange.callback.failed(why);
                }
            }
        });
    }

    private void answer(Endpoints.Match match, byte[] body, Exchange exchange) {
        Answer answer;
        try {
            String query = exchange.request.getHttpURI().getQuery();
            answer = match.endpoint()
                    .handler()
                    .answer(new Call(match.variables(), Call.form(query), body, headers(exchange.request)));
        } catch (Refusal refusal) {
            answer = refusal.answer();
        } catch (DeskUnavailableException e) {
            LOG.warn("{} was not done", exchange.path, e);
            answer = Refusal.unavailable("unavailable", "nothing was done: " + e.getMessage() + "; try again")
                    .answer();
        } catch (RuntimeException e) {
            LOG.error("{} failed", exchange.path, e);
            answer = Refusal.internal().answer();
        }
        send(answer, exchange);
    }

    private void send(Answer answer, Exchange exchange) {
        Response response = exchange.response;
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        if (!answer.contentType().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        try (OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES)) {
            answer.content().writeTo(out);
        } catch (IOException e) {
            // The client has gone; there is nobody left to tell.
            exchange.callback.failed(e);
            return;
        } catch (RuntimeException e) {
            LOG.error("the answer of {} failed", exchange.path, e);
            exchange.callback.failed(e);
            return;
        } finally {
            exchange.sample.stop(
                    meters.timer(REQUESTS, "endpoint", exchange.path, "status", Integer.toString(answer.status())));
        }
        exchange.callback.succeeded();
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue());
        }
        return headers;
    }
}
