package slipstream.ingest.receive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.Refusal;
import slipstream.ingest.door.RequestHead;

/** Leads a request to its door, or away, by its first line and headers alone. Thread-safe. */
final class Porter {
    private static final int MAX_HEADERS = 100;

    private final ListenAddress listen;
    private final int maxBodyBytes;
    private final List<Door> doors;

    Porter(ListenAddress listen, int maxBodyBytes, List<Door> doors) {
        this.listen = listen;
        this.maxBodyBytes = maxBodyBytes;
        this.doors = List.copyOf(doors);
    }

    /** The door that a path leads to, if any. */
    Optional<Door> door(String path) {
        return doors.stream().filter(door -> door.leadsFrom(path)).findFirst();
    }

    /** There is no door. */
    Refusal notFound() {
        String paths = doors.stream().map(Door::path).collect(Collectors.joining(", "));
        return Refusal.of(404, "not_found", "there is nothing here; the paths are POST " + paths);
    }

    /** The longest body that a door takes. */
    int maxBodyBytes(Door door) {
        return Math.min(maxBodyBytes, door.maxBodyBytes().orElse(maxBodyBytes));
    }

    /**
     * Why the request may not come in; empty when it may.
     *
     * @param query of the URL, or null
     * @param length of the body, or -1 when it is not told
     */
    Optional<Refusal> refuse(Door door, RequestHead head, String query, long length) {
        if (!head.method().equals("POST")) {
            String allowed = door.origins().isPresent() ? "POST, OPTIONS" : "POST";
            return Optional.of(Refusal.of(405, "method_not_allowed", "what is brought here is sent with POST")
                    .with("Allow", allowed));
        }
        if (head.headers().values().stream().mapToInt(List::size).sum() > MAX_HEADERS) {
            return Optional.of(
                    Refusal.of(431, "too_many_headers", "a request may have at most " + MAX_HEADERS + " headers"));
        }
        return refuseClient(door, head, query).or(() -> refuseContent(door, head, length));
    }

    private Optional<Refusal> refuseClient(Door door, RequestHead head, String query) {
        if (hasTokenInQuery(query)) {
            return Optional.of(Refusal.of(
                            400,
                            "token_in_query",
                            "a token in the URL ends up in logs; send it as 'Authorization: Bearer ...' and replace it")
                    .at("Authorization"));
        }
        boolean known = door.hasOwnGuard()
                || listen.token().isEmpty()
                || head.header("authorization")
                        .filter(listen.token().get()::isIn)
                        .isPresent();
        if (!known) {
            return Optional.of(
                    Refusal.of(401, "unauthorized", "this receiver asks for its token as 'Authorization: Bearer ...'")
                            .with("WWW-Authenticate", "Bearer realm=\"slipstream\""));
        }
        return door.refuse(head);
    }

    private Optional<Refusal> refuseContent(Door door, RequestHead head, long length) {
        if (!Coding.isKnown(head) || (Coding.isGzip(head) && !door.takesGzip())) {
            return Optional.of(Refusal.of(
                            415,
                            "content_encoding",
                            door.takesGzip()
                                    ? "one content encoding is taken, gzip; send it so, or as it is"
                                    : "compressed bodies are not taken; send it as it is")
                    .at("Content-Encoding"));
        }
        if (!door.takes(head)) {
            return Optional.of(
                    Refusal.of(415, "content_type", door.contentRule()).at("Content-Type"));
        }
        int limit = maxBodyBytes(door);
        return length > limit ? Optional.of(BodyReader.tooLong(limit, OptionalLong.of(length))) : Optional.empty();
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
