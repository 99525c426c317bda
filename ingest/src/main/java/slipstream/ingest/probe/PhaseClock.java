package slipstream.ingest.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLongArray;
import okhttp3.Call;
import okhttp3.EventListener;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbePhases;

/**
 * Notes when each phase of one call begins. A phase lasts until the next one begins, the last until the end or the failure;
 * so whatever lies between two events belongs to a phase, and the phases add up to the latency by construction.
 *
 * <p>Times are those of the monotonic clock, cut to whole microseconds before they are subtracted: sums of microseconds
 * are exact, sums of fractions of a millisecond are not. One clock serves one call.
 */
final class PhaseClock extends EventListener {
    private static final int DNS = 0;
    private static final int CONNECT = 1;
    private static final int TLS = 2;
    private static final int FIRST_BYTE = 3;
    private static final int TRANSFER = 4;
    private static final int PHASES = 5;
    private static final long NOT_REACHED = Long.MIN_VALUE;

    private final long zeroNanos = System.nanoTime();

    /** The start of each phase in microseconds; atomic because the client may tell of it from a thread of its own. */
    private final AtomicLongArray startMicros = new AtomicLongArray(PHASES);

    private volatile long endMicros = NOT_REACHED;
    private volatile InetAddress address;

    PhaseClock() {
        for (int phase = 0; phase < PHASES; phase++) {
            startMicros.set(phase, NOT_REACHED);
        }
    }

    @Override
    public void dnsStart(Call call, String domainName) {
        dnsStart();
    }

    @Override
    public void connectStart(Call call, InetSocketAddress inet, Proxy proxy) {
        connectStart(inet.getAddress());
    }

    @Override
    public void secureConnectStart(Call call) {
        tlsStart();
    }

    @Override
    public void requestHeadersStart(Call call) {
        requestStart();
    }

    @Override
    public void responseHeadersStart(Call call) {
        answerStart();
    }

    void dnsStart() {
        begin(DNS);
    }

    void connectStart(InetAddress dialled) {
        begin(CONNECT);
        address = dialled;
    }

    void tlsStart() {
        begin(TLS);
    }

    /** The request, or a question, is sent: what follows is the wait for the first byte. */
    void requestStart() {
        begin(FIRST_BYTE);
    }

    void answerStart() {
        begin(TRANSFER);
    }

    /** The address that was dialled last. */
    Optional<InetAddress> address() {
        return Optional.ofNullable(address);
    }

    /** The last byte was read, or the call failed. */
    void end() {
        endMicros = nowMicros();
    }

    /** From the start of the first phase to the end, or no latency when no phase was reached. */
    double latencyMillis() {
        for (int phase = 0; phase < PHASES; phase++) {
            if (startMicros.get(phase) != NOT_REACHED) {
                return (endMicros - startMicros.get(phase)) / 1000d;
            }
        }
        return Observation.NO_LATENCY;
    }

    ProbePhases phases() {
        return new ProbePhases(millis(DNS), millis(CONNECT), millis(TLS), millis(FIRST_BYTE), millis(TRANSFER));
    }

    private OptionalDouble millis(int phase) {
        long start = startMicros.get(phase);
        if (start == NOT_REACHED) {
            return OptionalDouble.empty();
        }
        long end = endMicros;
        for (int later = phase + 1; later < PHASES; later++) {
            if (startMicros.get(later) != NOT_REACHED) {
                end = startMicros.get(later);
                break;
            }
        }
        return OptionalDouble.of((end - start) / 1000d);
    }

    /** Only the first beginning counts: a second address that is tried after a failed one is part of the same phase. */
    private void begin(int phase) {
        startMicros.compareAndSet(phase, NOT_REACHED, nowMicros());
    }

    private long nowMicros() {
        return (System.nanoTime() - zeroNanos) / 1000;
    }
}
