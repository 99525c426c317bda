package slipstream.streams.classify;

/** An expression that cannot be compiled; the message says what was found, where in the expression, and what is allowed. */
final class SelectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SelectorException(String message) {
        super(message);
    }
}
