package slipstream.streams.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.contract.listen.AccessToken;

/** What every request passes: token, path, method, parameters, in this order; only then is the resource asked. */
final class Gate extends Handler.Abstract {
    /** Time from the request to the answer, by path and status; an event stream counts until it stands. */
    static final String REQUESTS = "slipstream.query.requests";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final Routes routes;
    private final Optional<AccessToken> token;
    private final MeterRegistry registry;

    Gate(Routes routes, Optional<AccessToken> token, MeterRegistry registry) {
        this.routes = routes;
        this.token = token;
        this.registry = registry;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Timer.Sample sample = Timer.start(registry);
        String rawPath = request.getHttpURI().getPath();
        Optional<Routes.Match> match = Optional.ofNullable(rawPath).flatMap(routes::find);
        Answer answer = answer(request, rawPath, match);
        // The path as documented, never as given: a stranger must not be able to make new time series.
        String path = match.map(found -> found.resource().path()).orElse("unknown");
        sample.stop(registry.timer(REQUESTS, "path", path, "status", Integer.toString(answer.status())));
        SecurityHeaders.put(response.getHeaders());
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        answer.accepting(accepted == null ? "" : accepted).send(response, callback);
        return true;
    }

    private Answer answer(Request request, String rawPath, Optional<Routes.Match> match) {
        try {
            boolean open = match.isPresent() && match.get().resource().isOpen();
            if (!open
                    && token.isPresent()
                    && !token.get().isIn(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
                throw Refusal.unauthorized();
            }
            if (match.isEmpty()) {
                throw routes.unknownPath(String.valueOf(rawPath));
            }
            if (!METHODS.contains(request.getMethod())) {
                throw Refusal.method(request.getMethod(), METHODS);
            }
            Resource resource = match.get().resource();
            String query = request.getHttpURI().getQuery();
            return resource.answer(new Call(match.get().variables(), Call.parameters(query, resource.parameters())));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {} failed",
                    request.getMethod(),
                    match.map(m -> m.resource().path()).orElse("?"),
                    e);
            return Refusal.internal().answer();
        }
    }
}
