package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.ManualClock;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.contract.event.Notification;
import slipstream.contract.health.Health;

/** A worker driven step by step, without its thread, on a clock that the test moves. */
class ReceiverWorkerTest {
    private static final Delivery FAILURE = new Delivery.Retry(DeliveryReason.SERVER_ERROR, "HTTP 500");
    private static final Delivery REFUSAL = new Delivery.Rejected(DeliveryReason.REFUSED, "HTTP 400");

    private final ManualClock clock = new ManualClock(Alerts.T0.plusSeconds(90));
    private final RecordingChannel channel = new RecordingChannel();
    private final RecordingRecorder recorder = new RecordingRecorder();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountingProgress progress = new CountingProgress();
    private final ReceiverWorker worker = new ReceiverWorker(
            new Receiver("team-shop/recording[0]", "team-shop", true, channel),
            new ReceiverWorker.Delivering(
                    Retry.STANDARD, new Dedup(), recorder, "http://127.0.0.1:8080", clock, new DeliveryMetrics(meters)),
            () -> 0L);

    @Test
    void deliveryIsRecordedInFull_beforeTheEventCountsAsFinished() throws Exception {
        worker.submit(Alerts.firing(), progress);

        worker.step();

        Notification record = recorder.decisions().get(0);
        assertThat(record.receiver()).isEqualTo("team-shop");
        assertThat(record.decision()).isEqualTo(Notification.Decision.DELIVERED);
        assertThat(record.detail()).isEqualTo("accepted");
        assertThat(record.attempts()).isEqualTo(1);
        assertThat(record.decidedAt()).isEqualTo(clock.instant());
        assertThat(record.version()).isEqualTo("4");
        assertThat(record.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.fingerprint())
                        .isEqualTo(Alerts.firing().fingerprint()));
        assertThat(record.idempotencyKey()).isEqualTo(channel.calls().get(0).idempotencyKey());
        assertThat(progress.finishedTimes()).isEqualTo(1);
    }

    @Test
    void beginningAndEndAreToldInOrder() throws Exception {
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.resolved(), progress);

        stepAll();

        assertThat(channel.told()).containsExactly("checkout-availability firing", "checkout-availability resolved");
    }

    @Test
    void silentEndIsNotTold_isRecordedWithItsReason_andEndsTheAlert() throws Exception {
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.silent(Alerts.resolved()), progress);
        worker.submit(Alerts.firing("checkout-availability", Alerts.T0.plusSeconds(7_200)), progress);

        stepAll();

        assertThat(channel.told()).containsExactly("checkout-availability firing", "checkout-availability firing");
        assertThat(recorder.inShort())
                .containsExactly(
                        "firing DELIVERED accepted", "resolved SUPPRESSED silent", "firing DELIVERED accepted");
        assertThat(recorder.decisions().get(1).alerts().get(0).endsAt()).isEqualTo("2026-01-31T12:20:00.000Z");
        assertThat(progress.finishedTimes()).isEqualTo(3);
    }

    @Test
    void failedAttemptsAreRepeatedWithDoublingPauses_underOneKey() throws Exception {
        channel.answer(FAILURE, 3);
        worker.submit(Alerts.firing(), progress);

        stepAll();
        for (int seconds : new int[] {1, 2, 4}) {
            clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(worker.step()).as("just before %d s", seconds).isFalse();
            clock.pass(Duration.ofMillis(1));
            assertThat(worker.step()).as("after %d s", seconds).isTrue();
        }

        assertThat(channel.calls()).hasSize(4);
        assertThat(channel.calls())
                .extracting(RecordingChannel.Call::idempotencyKey)
                .containsOnly(channel.calls().get(0).idempotencyKey());
        assertThat(recorder.inShort()).containsExactly("firing DELIVERED accepted");
        assertThat(recorder.decisions().get(0).attempts()).isEqualTo(4);
    }

    @Test
    void endWaitsForTheBeginning_whileTheReceiverIsAway() throws Exception {
        channel.answer(FAILURE, 1);
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.resolved(), progress);

        stepAll();
        assertThat(channel.told()).containsExactly("checkout-availability firing");
        clock.pass(Duration.ofSeconds(1));
        stepAll();

        assertThat(recorder.inShort()).containsExactly("firing DELIVERED accepted", "resolved DELIVERED accepted");
    }

    @Test
    void alertThatTheReceiverCannotDigestHoldsUpNoOther() throws Exception {
        channel.answer(FAILURE, 1);
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.firing("search-latency", Alerts.T0), progress);

        stepAll();

        assertThat(channel.told()).containsExactly("checkout-availability firing", "search-latency firing");
    }

    @Test
    void wishForPatienceHoldsForAllAlerts() throws Exception {
        channel.answer(new Delivery.Retry(DeliveryReason.BUSY, "HTTP 429", Optional.of(Duration.ofSeconds(60))), 1);
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.firing("search-latency", Alerts.T0), progress);

        stepAll();
        clock.pass(Duration.ofSeconds(59));
        assertThat(worker.step()).isFalse();
        clock.pass(Duration.ofSeconds(1));
        stepAll();

        assertThat(channel.calls()).hasSize(3);
    }

    @Test
    void wishForNoPatienceAtAllDoesNotUndoTheBackOff() throws Exception {
        channel.answer(new Delivery.Retry(DeliveryReason.BUSY, "HTTP 429", Optional.of(Duration.ZERO)), 1);
        worker.submit(Alerts.firing(), progress);

        stepAll();

        assertThat(channel.calls()).hasSize(1);
    }

    @Test
    void refusalEndsIt_andTheEndOfTheAlertIsNotTold() throws Exception {
        channel.answer(REFUSAL, 1);
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.resolved(), progress);

        stepAll();

        assertThat(recorder.inShort())
                .containsExactly("firing REJECTED refused: HTTP 400", "resolved SUPPRESSED firing_never_told");
        assertThat(channel.calls()).hasSize(1);
        assertThat(progress.finishedTimes()).isEqualTo(2);
        assertThat(worker.health().state()).isEqualTo(Health.State.WAITING);
        assertThat(worker.health().reason()).contains("gave up on 1").contains("HTTP 400");
    }

    @Test
    void deliveryExpires_whenItFailsForADay() throws Exception {
        channel.answer(FAILURE, 10_000);
        worker.submit(Alerts.firing(), progress);

        for (int minute = 0; minute < 24 * 60; minute++) {
            stepAll();
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(recorder.decisions()).isEmpty();
        clock.pass(Duration.ofMinutes(5));
        stepAll();

        assertThat(recorder.inShort()).containsExactly("firing EXPIRED server_error: HTTP 500");
        assertThat(recorder.decisions().get(0).attempts()).isGreaterThan(200);
        assertThat(progress.finishedTimes()).isEqualTo(1);
        assertThat(worker.health().reason()).contains("gave up on 1");
        assertThat(meters.get("slipstream.alerting.notifications")
                        .tags("receiver_kind", "recording", "decision", "expired", "reason", "server_error")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void repetitionIsRecordedAsAlreadyTold() throws Exception {
        worker.submit(Alerts.firing(), progress);
        worker.submit(Alerts.firing(), progress);

        stepAll();

        assertThat(channel.calls()).hasSize(1);
        assertThat(recorder.inShort()).containsExactly("firing DELIVERED accepted", "firing SUPPRESSED already_told");
        assertThat(recorder.decisions().get(1).attempts()).isZero();
    }

    @Test
    void withdrawnEventIsNeitherToldNorRecorded() throws Exception {
        worker.submit(Alerts.firing(), progress);
        progress.withdraw();

        stepAll();

        assertThat(channel.calls()).isEmpty();
        assertThat(recorder.decisions()).isEmpty();
        assertThat(worker.size()).isZero();
    }

    @Test
    void healthSaysWhatIsWrong_untilADeliverySucceeds() throws Exception {
        channel.answer(FAILURE, 1);
        worker.submit(Alerts.firing(), progress);

        stepAll();
        Health troubled = worker.health();
        clock.pass(Duration.ofSeconds(1));
        stepAll();

        assertThat(troubled.state()).isEqualTo(Health.State.WAITING);
        assertThat(troubled.reason()).contains("server_error: HTTP 500", "1 events wait");
        assertThat(worker.health().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void numbersAgreeWithWhatHappened() throws Exception {
        channel.answer(FAILURE, 1);
        worker.submit(Alerts.firing(), progress);
        assertThat(queue()).isEqualTo(1);

        stepAll();
        clock.pass(Duration.ofSeconds(1));
        stepAll();

        assertThat(queue()).isZero();
        assertThat(meters.get("slipstream.alerting.attempts").counter().count()).isEqualTo(2);
        assertThat(meters.get("slipstream.alerting.notifications")
                        .tags("decision", "delivered", "reason", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("slipstream.alerting.delivery.latency").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1_000);
    }

    private double queue() {
        return meters.get("slipstream.alerting.queue")
                .tag("receiver", "team-shop/recording[0]")
                .gauge()
                .value();
    }

    private void stepAll() throws InterruptedException {
        while (worker.step()) {
            assertThat(channel.calls()).hasSizeLessThan(10_000);
        }
    }
}
