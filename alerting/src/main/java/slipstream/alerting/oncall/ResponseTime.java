package slipstream.alerting.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipstream.contract.document.Durations;

/**
 * How soon somebody must have taken an incident up.
 *
 * @param within from its opening; absent for {@code next business day}
 */
public record ResponseTime(Optional<Duration> within) {
    /** The words of the runbooks for an answer by the end of the next day on which people work. */
    public static final String NEXT_BUSINESS_DAY = "next business day";

    public ResponseTime {
        if (within.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("nobody responds before an incident begins");
        }
    }

    /** The last instant at which a response is in time. */
    public Instant deadline(Instant openedAt, BusinessDays days) {
        return within.map(openedAt::plus).orElseGet(() -> days.endOfNext(openedAt));
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return within.map(length -> length.isZero() ? "immediately" : Durations.format(length))
                .orElse(NEXT_BUSINESS_DAY);
    }
}
