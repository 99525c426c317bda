package slipstream.alerting.channel.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import okhttp3.HttpUrl;
import slipstream.alerting.channel.Secret;
import slipstream.contract.document.Fields;

/**
 * Where something is posted to. Its path and its user information are often the only secret that protects a receiver, so it
 * shows itself as scheme and host.
 */
public final class SecretUrl {
    /** Shorter parts of a path are words such as {@code hook}. */
    private static final int MIN_SECRET_CHARS = 5;

    private final URI target;
    private final Optional<String> userInfo;

    private SecretUrl(URI target, Optional<String> userInfo) {
        this.target = target;
        this.userInfo = userInfo;
    }

    /** @throws IllegalArgumentException when it is not an absolute HTTP address; the message does not repeat it */
    public static SecretUrl parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
                throw new IllegalArgumentException("not an address that begins with http:// or https:// and a host");
            }
            URI bare = new URI(scheme + "://" + uri.getHost() + port(uri) + path(uri));
            if (HttpUrl.parse(bare.toString()) == null) {
                throw new IllegalArgumentException("not a valid address");
            }
            return new SecretUrl(bare, Optional.ofNullable(uri.getUserInfo()));
        } catch (URISyntaxException e) {
            // The cause is left out: its message repeats the address.
            throw new IllegalArgumentException("not a valid address");
        }
    }

    /** As {@link #parse}, with a problem recorded at the key that holds it. */
    public static Optional<SecretUrl> parse(Fields fields, String key, Secret text) {
        try {
            return Optional.of(parse(text.value()));
        } catch (IllegalArgumentException e) {
            fields.error(key, "is " + e.getMessage() + ", for example https://receiver.example/hook");
            return Optional.empty();
        }
    }

    /** The address with a path behind its own: {@code https://a.example/api/} and {@code v2/alerts}. */
    public SecretUrl resolve(String path) {
        String base = target.toString();
        String joined = (base.endsWith("/") ? base : base + "/") + path;
        return new SecretUrl(URI.create(joined), userInfo);
    }

    HttpUrl target() {
        return HttpUrl.get(target.toString());
    }

    /** The value of an {@code Authorization} header, when the address carries a user name and a password. */
    Optional<String> authorization() {
        return userInfo.map(
                user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text without what must not be shown, in case a receiver repeats the address it was called at. */
    public String masked(String text) {
        String masked = text;
        if (target.getRawPath().length() > 1) {
            masked = masked.replace(target.getRawPath(), "/***");
        }
        for (String segment : target().encodedPathSegments()) {
            masked = segment.length() < MIN_SECRET_CHARS ? masked : masked.replace(segment, "***");
        }
        if (target.getRawQuery() != null) {
            masked = masked.replace(target.getRawQuery(), "***");
        }
        return userInfo.isPresent() ? masked.replace(userInfo.get(), "***") : masked;
    }

    private static String port(URI uri) {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    @Override
    public String toString() {
        return target.getScheme() + "://" + target.getHost();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretUrl url && url.target.equals(target) && url.userInfo.equals(userInfo);
    }

    @Override
    public int hashCode() {
        return target.hashCode();
    }
}
