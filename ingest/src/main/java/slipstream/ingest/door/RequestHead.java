package slipstream.ingest.door;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a request before a byte of its body is read.
 *
 * @param path as it was sent, nothing decoded
 * @param headers names in lower case, each with every value it was sent with
 * @param client who sent it, for limits and dead letters
 */
public record RequestHead(String method, String path, Map<String, List<String>> headers, String client) {
    public RequestHead {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(client, "client");
    }

    /**
     * A header that was sent exactly once. One that stands twice says two things, and is taken for none.
     *
     * @param name in lower case
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether a header stands there at all, however often. */
    public boolean has(String name) {
        return headers.containsKey(name);
    }

    /** The type that the content has, without parameters and in lower case; empty when there is none, or it is not UTF-8. */
    public Optional<String> mediaType() {
        return header("content-type").flatMap(MediaType::of);
    }
}
