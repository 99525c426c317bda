package slipstream.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.ingest.publish.PlayedBroker;
import slipstream.ingest.publish.PlayedBroker.Mood;

/**
 * What every source promises, whatever it reads: each kind has a test that extends this one and plays its outside world. Who is
 * posted to proves the same by his answers as who reads files by his positions.
 */
@Timeout(90)
public abstract class SourceContract {
    /** Inside the bounds of the live clock, for worlds that write times. */
    protected static final InstantSource CLOCK = InstantSource.system();

    private static final int ITEMS = 40;
    private static final int MANY = 20_000;

    /** Far fewer than are offered: what waits for room is in memory. */
    private static final int MOST_WAITING = 5_000;

    @TempDir
    protected Path folder;

    protected final PlayedBroker broker = new PlayedBroker();
    private Source source;

    /** Makes the source, and the world around it; not started yet. */
    protected abstract Source open(SourceContext context) throws Exception;

    /**
     * Gives the source items that are good, and items that are not; returns when they are offered, not when they are taken. One
     * that was refused is offered again until it is taken, as senders do.
     *
     * @param good how many; each is counted
     * @param bad how many; each becomes a dead letter
     */
    protected abstract void offer(int good, int bad) throws Exception;

    /** How many observations a good item is. */
    protected int observationsOfAnItem() {
        return 1;
    }

    /** How many items were acknowledged to the outside: answered, or passed by a stored position. Empty when nobody is told. */
    protected abstract OptionalLong acknowledged() throws Exception;

    @BeforeEach
    void start() throws Exception {
        source = open(new SourceContext(
                broker,
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                folder.resolve("data"),
                TimeBounds.live(CLOCK),
                CLOCK,
                broker.metrics()));
        source.start();
    }

    @AfterEach
    void close() {
        broker.becomes(Mood.CONFIRMS);
        source.close();
        broker.close();
    }

    protected final Source source() {
        return source;
    }

    @Test
    void receivedIsAcceptedAndDroppedAndDead() throws Exception {
        offer(ITEMS, 3);

        soon().untilAsserted(() -> {
            assertThat(broker.confirmed()).hasSize(ITEMS * observationsOfAnItem());
            assertThat(broker.buried()).hasSize(3);
            assertThat(broker.pending()).isZero();
        });
        assertThat(broker.count("accepted")).isEqualTo((long) ITEMS * observationsOfAnItem());
        assertThat(broker.count("dead")).isEqualTo(3);
        assertThat(broker.count("received"))
                .isEqualTo(broker.count("accepted") + broker.count("dropped") + broker.count("dead"));
        assertThat(broker.buried()).allSatisfy(letter -> {
            assertThat(letter.detail()).isNotBlank();
            assertThat(letter.bytes()).isNotEmpty();
        });
    }

    @Test
    void badInputIsNoEnd() throws Exception {
        offer(0, 5);
        offer(ITEMS, 0);

        soon().untilAsserted(() -> assertThat(broker.confirmed()).hasSize(ITEMS * observationsOfAnItem()));
        assertThat(source.health()).noneMatch(part -> part.state() == Health.State.DOWN);
    }

    @Test
    void nothingIsAcknowledgedBeforeTheBrokerHasIt() throws Exception {
        broker.becomes(Mood.IS_SILENT);

        offer(ITEMS, 1);
        soon().untilAsserted(() -> assertThat(broker.handedOver()).isPositive());

        assertThat(acknowledged().orElse(0)).isZero();
        broker.becomes(Mood.CONFIRMS);
        soon().untilAsserted(() -> assertThat(acknowledged().orElse(ITEMS + 1)).isEqualTo(ITEMS + 1));
    }

    @Test
    void whatTheBrokerRefusedIsNotLost() throws Exception {
        broker.becomes(Mood.REFUSES);
        offer(ITEMS, 1);
        soon().untilAsserted(() -> assertThat(broker.count("failed")).isPositive());
        assertThat(broker.confirmed()).isEmpty();

        broker.becomes(Mood.CONFIRMS);

        soon().untilAsserted(() -> {
            assertThat(broker.confirmed()).hasSize(ITEMS * observationsOfAnItem());
            assertThat(broker.buried()).hasSize(1);
            assertThat(acknowledged().orElse(ITEMS + 1)).isEqualTo(ITEMS + 1);
        });
    }

    @Test
    void takesNoMoreWhileThereIsNoRoom() throws Exception {
        broker.becomes(Mood.IS_FULL);

        offer(MANY, 0);

        soon().untilAsserted(() -> assertThat(broker.waiting()).isPositive());
        assertThat(broker.waiting()).isLessThanOrEqualTo(MOST_WAITING);
        assertThat(acknowledged().orElse(0)).isZero();
        broker.becomes(Mood.CONFIRMS);
        soon().untilAsserted(() -> assertThat(broker.confirmed()).hasSize(MANY * observationsOfAnItem()));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(20));
    }
}
