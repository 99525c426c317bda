package slipstream.ingest.otlp;

import java.util.Optional;
import slipstream.contract.event.RejectedObservationException;

/**
 * Tells from the first item of an export in protobuf which signal it has: the three have the same outer shape, and nothing in a Kafka record
 * says which it is. Only a span has a number of eight bytes as field 7 or 8, its start and its end; only a log record as field 1 or 11, its
 * times; a metric has none, but a name as field 1 and its data as field 5, 7, 9, 10 or 11.
 */
public final class SignalGuess {
    private static final int ITEMS_IN_SCOPE = 2;
    private static final int SCOPES_IN_RESOURCE = 2;
    private static final int RESOURCES = 1;

    private SignalGuess() {}

    /** The signal; empty when the bytes are no export, or one without items. */
    public static Optional<OtlpSignal> of(byte[] payload, int from, int to) {
        try {
            return search(payload, from, to, new int[] {RESOURCES, SCOPES_IN_RESOURCE, ITEMS_IN_SCOPE}, 0);
        } catch (RejectedObservationException e) {
            return Optional.empty();
        }
    }

    private static Optional<OtlpSignal> search(byte[] payload, int from, int to, int[] path, int depth)
            throws RejectedObservationException {
        if (depth == path.length) {
            return ofItem(payload, from, to);
        }
        Optional<OtlpSignal> found = Optional.empty();
        WireReader fields = new WireReader().over(payload, from, to);
        while (found.isEmpty() && fields.next()) {
            if (fields.isRange(path[depth])) {
                found = search(payload, fields.from(), fields.to(), path, depth + 1);
            }
        }
        return found;
    }

    private static Optional<OtlpSignal> ofItem(byte[] payload, int from, int to) throws RejectedObservationException {
        boolean hasName = false;
        boolean hasData = false;
        WireReader fields = new WireReader().over(payload, from, to);
        while (fields.next()) {
            if (fields.isFixed64(7) || fields.isFixed64(8)) {
                return Optional.of(OtlpSignal.TRACES);
            }
            if (fields.isFixed64(1) || fields.isFixed64(11)) {
                return Optional.of(OtlpSignal.LOGS);
            }
            hasName |= fields.isRange(1);
            hasData |= fields.isRange(5)
                    || fields.isRange(7)
                    || fields.isRange(9)
                    || fields.isRange(10)
                    || fields.isRange(11);
        }
        return hasName && hasData ? Optional.of(OtlpSignal.METRICS) : Optional.empty();
    }
}
