package slipstream.ingest.probe;

import java.io.IOException;

/** An answer is longer than the module allows. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(String message) {
        super(message);
    }
}
