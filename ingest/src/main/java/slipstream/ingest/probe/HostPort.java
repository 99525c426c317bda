package slipstream.ingest.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as {@code host:port} or {@code [2001:db8::1]:port}.
 *
 * @param host a name or a numeric address, without brackets
 */
record HostPort(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]{1,253}))(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException with what is allowed */
    static HostPort parse(String text) {
        return parse(text, 0);
    }

    /** @param defaultPort for a text without a port; 0 when it must have one */
    static HostPort parse(String text, int defaultPort) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is not host:port");
        }
        if (form.group(3) == null && defaultPort == 0) {
            throw new IllegalArgumentException("has no port: write host:port");
        }
        int port = form.group(3) == null ? defaultPort : Integer.parseInt(form.group(3));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("has the port " + port + ", which is not from 1 to 65535");
        }
        return new HostPort(form.group(1) == null ? form.group(2) : form.group(1), port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
