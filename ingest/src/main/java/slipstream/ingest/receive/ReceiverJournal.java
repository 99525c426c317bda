package slipstream.ingest.receive;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import slipstream.ingest.door.Answer;
import slipstream.ingest.publish.MisconfiguredException;

/** Counts the answers and remembers whether Kafka took what came last. Thread-safe. */
final class ReceiverJournal {
    private final MeterRegistry metrics;
    private volatile String trouble = "";
    private volatile boolean isMisconfigured;

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
        isMisconfigured = false;
    }

    /**
     * A body has come to its end, perhaps long after its client was told to try again.
     *
     * @param problem null when there was none
     */
    void ended(Throwable problem) {
        if (problem != null && cause(problem) instanceof MisconfiguredException) {
            notTaken(problem);
        }
    }

    void notTaken(Throwable why) {
        Throwable cause = cause(why);
        if (cause instanceof TimeoutException && isMisconfigured) {
            return;
        }
        isMisconfigured = cause instanceof MisconfiguredException;
        trouble = cause instanceof TimeoutException
                ? "Kafka did not confirm in time"
                : "Kafka did not confirm: " + cause.getMessage();
    }

    private static Throwable cause(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null
                && (cause instanceof NotTakenException || cause instanceof CompletionException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether Kafka will not take anything until a person changes something. */
    boolean isMisconfigured() {
        return isMisconfigured;
    }

    /** Why the last body was not taken; empty when it was. */
    Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }
}
