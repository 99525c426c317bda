package slipstream.streams.classify;

import java.time.Duration;

/** The observations that are kept, to be read again from their beginning. */
public interface ObservationLog {
    /** Opens one partition, to be read by the calling thread alone. */
    Reader open(int partition);

    /** Reads one partition. */
    interface Reader extends AutoCloseable {
        /**
         * Reads on.
         *
         * @param fromOffset where to begin; what is no longer kept is passed over
         * @param toOffset where to end
         * @param atMost how long to read
         * @return the offset to go on from
         */
        long read(long fromOffset, long toOffset, Duration atMost, Sink sink);

        @Override
        void close();
    }

    /** Receives the values of records, in their order. */
    interface Sink {
        void value(byte[] value);
    }

    /** For definitions that never change: there is nothing to read again. */
    static ObservationLog none() {
        return partition -> {
            throw new IllegalStateException("the observations cannot be read again here");
        };
    }
}
