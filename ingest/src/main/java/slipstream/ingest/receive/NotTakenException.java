package slipstream.ingest.receive;

/** Kafka did not confirm, or not in time. The client keeps what it sent and tries again. */
final class NotTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotTakenException(Throwable cause) {
        super(cause);
    }
}
