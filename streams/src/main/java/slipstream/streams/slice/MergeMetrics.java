package slipstream.streams.slice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what reached the accounts and could not be added. */
final class MergeMetrics {
    private final Counter unknownSeries;
    private final Counter tooLate;

    MergeMetrics(MeterRegistry meters) {
        tooLate = Counter.builder("slipstream.streams.partials.too.late")
                .description("events that were older than all that is kept when they reached their series")
                .register(meters);
        unknownSeries = Counter.builder("slipstream.streams.partials.unknown.series")
                .description("partials of SLOs, or of versions of them, that are not defined any more")
                .register(meters);
    }

    void unknownSeries() {
        unknownSeries.increment();
    }

    void tooLate(Counts counts) {
        tooLate.increment((double) counts.total() + counts.unjudged());
    }
}
