package slipstream.contract.listen;

import java.util.Objects;
import java.util.Optional;

/**
 * The address on which an HTTP server listens, with the token it asks for.
 *
 * @param host an IP address or a host name; loopback needs no token
 * @param port 1 to 65535, or 0 for any free port
 */
public record ListenAddress(String host, int port, Optional<AccessToken> token) {
    /** @throws IllegalArgumentException when the address can be reached from outside and no token is asked for */
    public ListenAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(token, "token");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is outside 0 to 65535");
        }
        if (token.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("listening on " + host + ":" + port
                    + " without a token would let anybody in: set token_file, or listen on 127.0.0.1");
        }
    }

    /** Loopback without a token. */
    public static ListenAddress loopback(int port) {
        return new ListenAddress("127.0.0.1", port, Optional.empty());
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException when the text has another form or the address needs a token and has none
     */
    public static ListenAddress parse(String text, Optional<AccessToken> token) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("'" + text + "' is not host:port, for example 127.0.0.1:8080");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.substring(colon + 1) + "' is not a port number", e);
        }
        return new ListenAddress(host, port, token);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
