package slipstream.ingest.probe;

import java.util.OptionalDouble;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbePhases;

/**
 * The phases of requests that follow each other, added up: redirects count into the phases of the page that was asked for, as
 * in blackbox_exporter. Sums are taken in whole microseconds and so are exact. Not thread-safe.
 */
final class PhaseSum {
    private static final int PHASES = 5;

    private final long[] micros = new long[PHASES];
    private final boolean[] reached = new boolean[PHASES];
    private long latencyMicros;
    private boolean begun;

    void add(double latencyMillis, ProbePhases phases) {
        add(0, phases.dnsMillis());
        add(1, phases.connectMillis());
        add(2, phases.tlsMillis());
        add(3, phases.firstByteMillis());
        add(4, phases.transferMillis());
        if (!Double.isNaN(latencyMillis)) {
            begun = true;
            latencyMicros += Math.round(latencyMillis * 1000);
        }
    }

    private void add(int phase, OptionalDouble millis) {
        if (millis.isPresent()) {
            reached[phase] = true;
            micros[phase] += Math.round(millis.getAsDouble() * 1000);
        }
    }

    double latencyMillis() {
        return begun ? latencyMicros / 1000d : Observation.NO_LATENCY;
    }

    ProbePhases phases() {
        return new ProbePhases(millis(0), millis(1), millis(2), millis(3), millis(4));
    }

    private OptionalDouble millis(int phase) {
        return reached[phase] ? OptionalDouble.of(micros[phase] / 1000d) : OptionalDouble.empty();
    }
}
