package slipstream.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.payload.ItemSink;

/** Keeps what becomes of the items of a payload. */
final class RecordedItems implements ItemSink {
    private final List<Observation> accepted = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> items = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private long sequence;

    @Override
    public Origin nextOrigin() {
        return new Origin("payload", ++sequence);
    }

    @Override
    public void accept(Observation observation) {
        accepted.add(observation);
    }

    @Override
    public void reject(RejectedObservationException why, byte[] item) {
        rejected.add(why.reason().word() + " " + why.field());
        items.add(new String(item, UTF_8));
    }

    @Override
    public void drop(String reason) {
        dropped.add(reason);
    }

    List<Observation> accepted() {
        return accepted;
    }

    /** The one observation there is. */
    <O extends Observation> O only(Class<O> kind) {
        if (accepted.size() != 1) {
            throw new AssertionError(accepted + ", rejected " + rejected + ", dropped " + dropped);
        }
        return kind.cast(accepted.get(0));
    }

    /** Reason and field of each. */
    List<String> rejected() {
        return rejected;
    }

    /** The bytes of each that was rejected. */
    List<String> items() {
        return items;
    }

    List<String> dropped() {
        return dropped;
    }

    int count() {
        return accepted.size() + rejected.size() + dropped.size();
    }
}
