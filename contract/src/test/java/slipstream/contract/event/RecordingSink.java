package slipstream.contract.event;

import java.util.ArrayList;
import java.util.List;

/** Remembers what a codec found in a record. */
final class RecordingSink implements ObservationCodec.Sink {
    record Rejection(int index, byte[] line, RejectedObservationException why) {}

    final List<Observation> accepted = new ArrayList<>();
    final List<Rejection> rejected = new ArrayList<>();

    @Override
    public void accepted(Observation observation) {
        accepted.add(observation);
    }

    @Override
    public void rejected(int index, byte[] line, RejectedObservationException why) {
        rejected.add(new Rejection(index, line, why));
    }
}
