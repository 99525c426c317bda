package slipstream.ingest.receive;

import java.util.ArrayList;
import java.util.List;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.VitalSample;
import slipstream.ingest.door.Echo;
import slipstream.ingest.door.Receipt;
import slipstream.ingest.line.Routes;
import slipstream.ingest.payload.ItemSink;

/** The items of one body, sorted into what is to be done with them; nothing has been done yet. Not thread-safe. */
final class Sorted implements ItemSink {
    /** Observations in one record; performance.md, section 8: up to about 100 events. */
    static final int MAX_PER_RECORD = 100;

    /** A door's own rule may be stricter. This one keeps what one body becomes in memory to some tens of MiB. */
    static final int MAX_ITEMS = 50_000;

    private final String entry;
    private final String client;
    private final String lane;
    private final List<List<Observation>> records = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();
    private final List<Receipt.ItemError> errors = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final Routes routes;
    private long nextNumber;
    private int accepted;
    private int overflowed;

    /**
     * @param client who sent it, for the dead letters
     * @param lane the source of items that name none
     * @param nextNumber the first sequence of that source that is free
     * @param routes what the routes of items are counted as
     */
    Sorted(String entry, String client, String lane, long nextNumber, Routes routes) {
        this.entry = entry;
        this.client = client;
        this.lane = lane;
        this.nextNumber = nextNumber;
        this.routes = routes;
    }

    @Override
    public Origin nextOrigin() {
        return new Origin(lane, nextNumber++);
    }

    @Override
    public void accept(Observation observation) {
        accepted++;
        if (isTooMuch()) {
            return;
        }
        List<Observation> last = records.isEmpty() ? List.of() : records.get(records.size() - 1);
        boolean fits = !last.isEmpty()
                && last.size() < MAX_PER_RECORD
                && last.get(0).origin().source().equals(observation.origin().source());
        if (!fits) {
            last = new ArrayList<>();
            records.add(last);
        }
        last.add(routed(observation));
    }

    private Observation routed(Observation observation) {
        if (observation instanceof RequestObservation request) {
            String route = routed(request.service(), request.route());
            return route.equals(request.route())
                    ? request
                    : new RequestObservation(
                            request.origin(),
                            request.timeMillis(),
                            request.service(),
                            route,
                            request.method(),
                            request.status(),
                            request.latencyMillis(),
                            request.attributes());
        }
        if (observation instanceof VitalSample vital) {
            String route = routed(vital.service(), vital.route());
            return route.equals(vital.route())
                    ? vital
                    : new VitalSample(
                            vital.origin(),
                            vital.timeMillis(),
                            vital.service(),
                            vital.name(),
                            vital.value(),
                            route,
                            vital.attributes());
        }
        return observation;
    }

    private String routed(String service, String path) {
        String route = routes.of(service, path);
        if (route.equals(Routes.OVERFLOW)) {
            overflowed++;
        }
        return route;
    }

    @Override
    public void reject(RejectedObservationException why, byte[] item) {
        int index = items();
        String message = Echo.shortened(why);
        dead.add(new DeadLetter(why.reason(), entry, message, client, index, item));
        if (errors.size() < Receipt.MAX_ERRORS) {
            errors.add(new Receipt.ItemError(index, why.reason().word(), why.field(), message));
        }
    }

    @Override
    public void drop(String reason) {
        dropped.add(reason);
    }

    /** Whether there were more items than are taken; the later ones are not kept. */
    boolean isTooMuch() {
        return items() > MAX_ITEMS;
    }

    private int items() {
        return accepted + dead.size() + dropped.size();
    }

    /** Observations of one source that follow each other, each list to travel as one record. */
    List<List<Observation>> records() {
        return records;
    }

    List<DeadLetter> dead() {
        return dead;
    }

    List<String> dropped() {
        return dropped;
    }

    /** The first sequence that is free now. */
    long nextNumber() {
        return nextNumber;
    }

    Receipt receipt() {
        return new Receipt(items(), accepted, dropped.size(), dead.size(), errors, overflowed);
    }
}
