package slipstream.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private final PartitionProgress progress = new PartitionProgress("kafka:t-0#x", 10);

    @Test
    void theOffsetMovesOnlyOverWhatIsConfirmedWithoutAGap() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        progress.add(first, 11, 1);
        progress.add(CompletableFuture.completedFuture(null), 12, 1);

        progress.advance();
        assertThat(progress.takeNews()).isEmpty();

        first.complete(null);
        progress.advance();
        assertThat(progress.takeNews()).isEqualTo(OptionalLong.of(12));
        assertThat(progress.takeNews()).isEmpty();
        assertThat(progress.inFlight()).isZero();
    }

    @Test
    void readingBeginsAgainWhereConfirmationEnded_onceNothingIsOnItsWay() {
        CompletableFuture<Void> last = new CompletableFuture<>();
        progress.add(CompletableFuture.completedFuture(null), 11, 1);
        progress.add(CompletableFuture.failedFuture(new IllegalStateException("no leader")), 12, 1);
        progress.add(last, 13, 1);

        progress.advance();
        assertThat(progress.hasFailed()).isTrue();
        assertThat(progress.isSettled()).isFalse();

        last.complete(null);
        assertThat(progress.isSettled()).isTrue();
        progress.rewind();
        assertThat(progress.nextOffset()).isEqualTo(11);
        assertThat(progress.hasFailed()).isFalse();
    }
}
