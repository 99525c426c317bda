package slipstream.alerting.oncall;

import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Secret;

/**
 * How people say that they have taken an incident up.
 *
 * @param linkSecret with which links are signed; without it messages carry no link
 * @param baseUrl where people reach us, without a slash at its end
 * @param chatToken what a chat must show to be believed; without it no command from a chat is taken
 */
public record Acknowledge(Optional<Secret> linkSecret, Optional<String> baseUrl, Optional<Secret> chatToken) {
    /** No links and no chat: acknowledgements come through the API only. */
    public static final Acknowledge NONE = new Acknowledge(Optional.empty(), Optional.empty(), Optional.empty());

    public Acknowledge {
        Objects.requireNonNull(linkSecret, "linkSecret");
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(chatToken, "chatToken");
    }
}
