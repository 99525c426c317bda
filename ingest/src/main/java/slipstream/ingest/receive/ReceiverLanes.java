package slipstream.ingest.receive;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import slipstream.ingest.line.Routes;
import slipstream.ingest.publish.ObservationSink;

/**
 * The intakes of a receiver, one to each worker, so that none is ever waited for. Their sources are new with each start of the
 * process, since nobody remembers the last number of the one before.
 */
final class ReceiverLanes {
    private static final int RADIX = 36;

    private final BlockingQueue<Intake> free;

    ReceiverLanes(int count, ObservationSink sink, String prefix, Routes routes) {
        this.free = new ArrayBlockingQueue<>(count);
        for (int lane = 0; lane < count; lane++) {
            free.add(new Intake(sink, prefix + lane, routes));
        }
    }

    /** How the sources of a server begin, from this start of the process on. */
    static String newPrefix(String server, InstantSource clock) {
        long random = new SecureRandom().nextInt(1 << 24);
        return server + ":" + Long.toString(clock.millis(), RADIX) + Long.toString(random, RADIX) + ":";
    }

    /** Takes an intake out; it must be given back. */
    Intake take() {
        Intake intake = free.poll();
        if (intake == null) {
            throw new IllegalStateException("there are more workers than lanes");
        }
        return intake;
    }

    void giveBack(Intake intake) {
        free.add(intake);
    }
}
