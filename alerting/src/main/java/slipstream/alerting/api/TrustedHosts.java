package slipstream.alerting.api;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other people's web pages out. A page may make a browser send requests to loopback under a name of its own (DNS
 * rebinding), so without a token the {@code Host} must be one that is ours; and a request that changes something must not
 * come from a page of somebody else.
 */
final class TrustedHosts {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");
    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private final boolean anyHost;
    private final Set<String> hosts = new HashSet<>();
    private final String externalHost;

    /**
     * @param listenHost the host that is listened on
     * @param externalUrl where people find the process
     * @param hasToken whether requests prove themselves: then any host will do
     */
    TrustedHosts(String listenHost, String externalUrl, boolean hasToken) {
        this.anyHost = hasToken;
        hosts.add(listenHost.toLowerCase(Locale.ROOT));
        this.externalHost = Optional.ofNullable(URI.create(externalUrl).getHost())
                .orElse(listenHost)
                .toLowerCase(Locale.ROOT);
        hosts.add(externalHost);
    }

    /** Whether the value of a {@code Host} header names this process. */
    boolean isOurs(String hostHeader) {
        if (anyHost) {
            return true;
        }
        if (hostHeader == null) {
            return false;
        }
        String host = PORT.matcher(hostHeader.toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK.matcher(host).matches() || hosts.contains(host);
    }

    /** Whether a request that changes something comes from a program, or from a page of this process. */
    boolean isSameOrigin(String hostHeader, String origin, String fetchSite) {
        if (fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none")) {
            return false;
        }
        if (origin == null) {
            return true;
        }
        String authority = origin.replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
        // A proxy in front of us need not pass on the name under which people know us.
        return authority.equalsIgnoreCase(hostHeader)
                || PORT.matcher(authority).replaceFirst("").equals(externalHost);
    }
}
