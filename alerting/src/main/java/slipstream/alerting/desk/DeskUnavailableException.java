package slipstream.alerting.desk;

/** Kafka did not confirm what was to be done; it may be tried again. */
public final class DeskUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public DeskUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
