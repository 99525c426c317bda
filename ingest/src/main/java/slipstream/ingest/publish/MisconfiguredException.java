package slipstream.ingest.publish;

/** Kafka refuses what is handed over, and will go on refusing it until a person changes something: a right, or a missing topic. */
public final class MisconfiguredException extends Exception {
    private static final long serialVersionUID = 1L;

    public MisconfiguredException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
