package slipstream.ingest.receive;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Counts the answers and remembers whether Kafka took what came last. Thread-safe. */
final class ReceiverJournal {
    private final MeterRegistry metrics;
    private volatile String trouble = "";

    ReceiverJournal(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void answered(Answer answer) {
        metrics.counter(
                        "slipstream.receiver.answers",
                        "status",
                        Integer.toString(answer.status()),
                        "code",
                        answer.code())
                .increment();
    }

    void confirmed() {
        trouble = "";
    }

    void notTaken(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null
                && (cause instanceof NotTakenException || cause instanceof CompletionException)) {
            cause = cause.getCause();
        }
        trouble = cause instanceof TimeoutException
                ? "Kafka did not confirm in time"
                : "Kafka did not confirm: " + cause.getMessage();
    }

    /** Why the last body was not taken; empty when it was. */
    Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }
}
