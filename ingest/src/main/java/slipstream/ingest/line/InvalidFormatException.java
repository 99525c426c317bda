package slipstream.ingest.line;

/** A log format that cannot be used; the message says where in the pasted text, why, and what is allowed. */
public final class InvalidFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidFormatException(String message) {
        super(message);
    }

    /** @param position index into the format string, from 0; shown to people from 1 */
    InvalidFormatException(int position, String message) {
        super("at character " + (position + 1) + " of the format: " + message);
    }
}
