package slipstream.ingest.door;

import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/** What is repeated to a client of its own input: little of it, and printable. */
public final class Echo {
    private static final int MAX_CHARS = 64;

    private Echo() {}

    /**
     * The message of a rejection. Those about a field are short already; those of the JSON parser quote what it stumbled
     * over, so from the first quote on only a little is kept.
     */
    public static String shortened(RejectedObservationException e) {
        String message = e.getMessage().replaceAll("\\p{Cntrl}", "?");
        int quote = message.indexOf('\'');
        if (e.reason() != RejectReason.UNDECODABLE || quote < 0 || message.length() - quote <= MAX_CHARS) {
            return message;
        }
        return message.substring(0, quote + MAX_CHARS) + "…";
    }
}
