package slipstream.alerting.channel;

import java.util.Objects;

/** A text that must not be shown: it prints as stars, and only {@link #value()} gives it away. */
public record Secret(String value) {
    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "***";
    }
}
