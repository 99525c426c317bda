package slipstream.alerting.silence;

/** A silence that nobody may have; the message says why, in Alertmanager's words. */
public final class InvalidSilenceException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidSilenceException(String message) {
        super(message);
    }
}
