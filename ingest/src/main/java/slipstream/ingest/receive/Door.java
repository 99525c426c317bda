package slipstream.ingest.receive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What can be said about a request from its first line and headers alone, before a byte of its body is read. */
final class Door {
    static final String PATH = "/api/v1/observations";

    private static final int MAX_HEADERS = 100;

    private final ReceiverSettings settings;

    Door(ReceiverSettings settings) {
        this.settings = settings;
    }

    /** Why the request may not come in; empty when it may. */
    Optional<Refusal> refuse(Request request) {
        if (!PATH.equals(request.getHttpURI().getPath())) {
            return Optional.of(Refusal.of(404, "not_found", "there is nothing here; the paths are POST " + PATH));
        }
        if (!request.getMethod().equals("POST")) {
            return Optional.of(Refusal.of(405, "method_not_allowed", "observations are sent with POST")
                    .with("Allow", "POST"));
        }
        if (request.getHeaders().size() > MAX_HEADERS) {
            return Optional.of(
                    Refusal.of(431, "too_many_headers", "a request may have at most " + MAX_HEADERS + " headers"));
        }
        return refuseClient(request).or(() -> refuseContent(request));
    }

    private Optional<Refusal> refuseClient(Request request) {
        if (hasTokenInQuery(request.getHttpURI().getQuery())) {
            return Optional.of(Refusal.of(
                            400,
                            "token_in_query",
                            "a token in the URL ends up in logs; send it as 'Authorization: Bearer ...' and replace it")
                    .at("Authorization"));
        }
        List<String> given = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        boolean known = settings.listen().token().isEmpty()
                || (given.size() == 1 && settings.listen().token().get().isIn(given.get(0)));
        if (!known) {
            return Optional.of(
                    Refusal.of(401, "unauthorized", "this receiver asks for its token as 'Authorization: Bearer ...'")
                            .with("WWW-Authenticate", "Bearer realm=\"slipstream\""));
        }
        return Optional.empty();
    }

    private Optional<Refusal> refuseContent(Request request) {
        if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            return Optional.of(Refusal.of(415, "content_encoding", "compressed bodies are not taken; send it as it is")
                    .at("Content-Encoding"));
        }
        if (BodyFormat.of(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).isEmpty()) {
            return Optional.of(Refusal.of(
                            415,
                            "content_type",
                            "the content type must be application/json or application/x-ndjson, in UTF-8")
                    .at("Content-Type"));
        }
        if (request.getLength() > settings.limits().bodyBytes()) {
            return Optional.of(BodyReader.tooLong(settings.limits(), OptionalLong.of(request.getLength())));
        }
        return Optional.empty();
    }

    private static boolean hasTokenInQuery(String query) {
        if (query == null) {
            return false;
        }
        for (String parameter : query.split("&", -1)) {
            String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
            if (name.equals("token") || name.equals("access_token") || name.equals("authorization")) {
                return true;
            }
        }
        return false;
    }
}
