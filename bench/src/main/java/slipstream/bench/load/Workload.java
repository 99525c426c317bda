package slipstream.bench.load;

import java.util.function.Consumer;
import slipstream.contract.event.RequestObservation;

/**
 * So many requests over a stretch of event time, the same ones for the same numbers.
 *
 * @param events how many
 * @param seed what they are drawn from
 * @param firstMillis event time of the first
 * @param perSecond how many fall into a second of event time
 * @param services how many services they are spread over
 * @param tenants over how many values of {@code attributes.tenant} they are spread; 0 for no such attribute
 */
public record Workload(long events, long seed, long firstMillis, int perSecond, int services, int tenants) {
    public static final int SERVICES = 50;

    /** Over fifty services. */
    public Workload(long events, long seed, long firstMillis, int perSecond) {
        this(events, seed, firstMillis, perSecond, SERVICES, 0);
    }

    /** The first of them only. */
    public Workload first(long fewer) {
        return new Workload(fewer, seed, firstMillis, perSecond, services, tenants);
    }

    /** Makes them in the order of event time, one after the other. */
    public void forEach(Consumer<RequestObservation> each) {
        Requests requests = new Requests(seed, services, tenants);
        for (long i = 0; i < events; i++) {
            each.accept(requests.next(firstMillis + i * 1_000 / perSecond));
        }
    }
}
