package slipstream.streams.query;

import java.time.Duration;
import java.util.Objects;

/** Slices cannot be read from this instance at the moment; the message says why, in words for the caller of the API. */
public final class SlicesUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** @param retryAfter when it is worth asking again */
    public SlicesUnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
