package slipstream.contract.listen;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address on which an HTTP server listens, with the token it asks for.
 *
 * @param host an IP address or a host name; only a loopback address, or {@code localhost}, needs no token
 * @param port 1 to 65535, or 0 for any free port
 */
public record ListenAddress(String host, int port, Optional<AccessToken> token) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** 127.0.0.0/8, and nothing that a resolver might take for a name. */
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\." + OCTET + "){3}");

    private static final Pattern LOOPBACK_V6 = Pattern.compile("::1|(0{1,4}:){7}0{0,3}1");

    /** @throws IllegalArgumentException when the address can be reached from outside and no token is asked for */
    public ListenAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(token, "token");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is missing, for example 127.0.0.1:8080");
        }
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
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + text + "': an IPv6 address stands in brackets, as in [::1]:8080");
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
        return host.equalsIgnoreCase("localhost")
                || LOOPBACK_V4.matcher(host).matches()
                || LOOPBACK_V6.matcher(host).matches();
    }
}
