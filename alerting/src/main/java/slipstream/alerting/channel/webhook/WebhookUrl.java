package slipstream.alerting.channel.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a webhook is posted to. Its path and its user information are often the only secret that protects a receiver, so it
 * shows itself as scheme and host.
 */
public final class WebhookUrl {
    private final URI target;
    private final Optional<String> userInfo;

    private WebhookUrl(URI target, Optional<String> userInfo) {
        this.target = target;
        this.userInfo = userInfo;
    }

    /** @throws IllegalArgumentException when it is not an absolute HTTP address; the message does not repeat it */
    public static WebhookUrl parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if ((!scheme.equals("http") && !scheme.equals("https")) || uri.getHost() == null) {
                throw new IllegalArgumentException("not an address that begins with http:// or https:// and a host");
            }
            URI bare = new URI(scheme + "://" + uri.getHost() + port(uri) + path(uri));
            return new WebhookUrl(bare, Optional.ofNullable(uri.getUserInfo()));
        } catch (URISyntaxException e) {
            // The cause is left out: its message repeats the address.
            throw new IllegalArgumentException("not a valid address");
        }
    }

    URI target() {
        return target;
    }

    /** The value of an {@code Authorization} header, when the address carries a user name and a password. */
    Optional<String> authorization() {
        return userInfo.map(
                user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text without what must not be shown, in case a receiver repeats the address it was called at. */
    String masked(String text) {
        String masked = text;
        if (target.getRawPath().length() > 1) {
            masked = masked.replace(target.getRawPath(), "/***");
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
}
