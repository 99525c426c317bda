package slipstream.contract.event;

/** An observation that cannot be counted, with the reason, the field at fault and what was found there. */
public final class RejectedObservationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final String field;

    /**
     * @param field the field at fault, or empty when it is the whole
     * @param message one sentence: what was found and what is allowed
     */
    public RejectedObservationException(RejectReason reason, String field, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public RejectReason reason() {
        return reason;
    }

    public String field() {
        return field;
    }
}
