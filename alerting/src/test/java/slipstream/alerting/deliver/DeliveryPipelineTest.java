package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.webhook.StubServer;
import slipstream.alerting.channel.webhook.WebhookSettings;
import slipstream.alerting.channel.webhook.WebhookUrl;
import slipstream.contract.health.Health;

/** The pipeline on its own threads and the wall clock, with real web servers as receivers. */
@Timeout(30)
class DeliveryPipelineTest {
    private static final Retry QUICK = new Retry(Duration.ofMillis(5), Duration.ofMillis(40), Duration.ofSeconds(20));

    private final RecordingRecorder recorder = new RecordingRecorder();
    private final CountingProgress progress = new CountingProgress();
    private final List<DeliveryPipeline> started = new ArrayList<>();

    @AfterEach
    void closePipelines() throws InterruptedException {
        for (DeliveryPipeline pipeline : started) {
            pipeline.close(Duration.ZERO);
        }
    }

    @Test
    void webhookThatFailsTwiceIsToldOnTheThirdAttempt_underTheSameWebhookId() throws Exception {
        try (StubServer server =
                StubServer.answering(StubServer.status(500, ""), StubServer.reset(), StubServer.status(200, "ok"))) {
            pipeline(webhook("team-shop", server, Duration.ofSeconds(10))).submit(Alerts.firing(), progress);

            await().untilAsserted(() -> assertThat(progress.finishedTimes()).isEqualTo(1));

            assertThat(recorder.inShort()).containsExactly("firing DELIVERED accepted: HTTP 200 ok");
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests())
                    .extracting(request -> request.headers().get("webhook-id"))
                    .containsOnly(recorder.decisions().get(0).idempotencyKey());
        }
    }

    @Test
    void whomTheAlertDoesNotConcernIsNotTold_andHoldsUpNothing() throws Exception {
        RecordingChannel told = new RecordingChannel();
        RecordingChannel other = new RecordingChannel();
        DeliveryPipeline pipeline = make(
                Set.of("team-shop"),
                new Receiver("team-shop/recording[0]", "team-shop", true, told),
                new Receiver("team-pay/recording[0]", "team-pay", true, other));
        started.add(pipeline);
        pipeline.start();

        pipeline.submit(Alerts.firing(), progress);

        await().untilAsserted(() -> assertThat(progress.finishedTimes()).isEqualTo(2));
        assertThat(recorder.inShort()).containsExactly("firing DELIVERED accepted");
        assertThat(recorder.decisions().get(0).receiver()).isEqualTo("team-shop");
    }

    @Test
    void retryAfterOfTheServerIsWaitedFor() throws Exception {
        try (StubServer server =
                StubServer.answering(StubServer.status(429, "", "Retry-After: 1"), StubServer.status(200, ""))) {
            Instant before = Instant.now();
            pipeline(webhook("team-shop", server, Duration.ofSeconds(10))).submit(Alerts.firing(), progress);

            await().untilAsserted(() -> assertThat(progress.finishedTimes()).isEqualTo(1));

            assertThat(Duration.between(before, recorder.decisions().get(0).decidedAt()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void receiverThatHangsDelaysNoOther() throws Exception {
        try (StubServer hanging = StubServer.answering(StubServer.silence())) {
            RecordingChannel prompt = new RecordingChannel();
            DeliveryPipeline pipeline = pipeline(
                    webhook("stuck", hanging, Duration.ofSeconds(15)), new Receiver("prompt", "prompt", true, prompt));

            for (int i = 0; i < 100; i++) {
                pipeline.submit(Alerts.firing("slo-" + i, Alerts.T0), progress);
            }

            await().untilAsserted(() -> assertThat(prompt.calls()).hasSize(100));
            assertThat(recorder.decisions())
                    .hasSize(100)
                    .allMatch(decision -> decision.receiver().equals("prompt"));
        }
    }

    @Test
    void closingBreaksOffAnAttemptThatHangs_withoutADecision() throws Exception {
        try (StubServer hanging = StubServer.answering(StubServer.silence())) {
            DeliveryPipeline pipeline = pipeline(webhook("stuck", hanging, Duration.ofSeconds(15)));
            pipeline.submit(Alerts.firing(), progress);
            await().until(() -> !hanging.requests().isEmpty());

            Instant before = Instant.now();
            pipeline.close(Duration.ofMillis(100));

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(recorder.decisions()).isEmpty();
            assertThat(pipeline.health()).noneMatch(part -> part.state() == Health.State.DOWN);
        }
    }

    @Test
    void closingLetsAnAttemptUnderWayFinish() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DeliveryPipeline pipeline = pipeline(new Receiver("slow", "slow", true, new SlowChannel(begun, goOn)));
        pipeline.submit(Alerts.firing(), progress);
        begun.await();

        goOn.countDown();
        pipeline.close(Duration.ofSeconds(10));

        assertThat(recorder.inShort()).containsExactly("firing DELIVERED accepted");
    }

    @Test
    void roomEndsWhereTheSlowestReceiversQueueIsFull() {
        DeliveryPipeline unstarted = make(new Receiver("a", "a", true, new RecordingChannel()));
        for (int i = 0; i < DeliveryPipeline.QUEUE_CAPACITY - 500; i++) {
            unstarted.submit(Alerts.firing(), progress);
        }

        boolean before = unstarted.hasRoomFor(500);
        unstarted.submit(Alerts.firing(), progress);

        assertThat(before).isTrue();
        assertThat(unstarted.hasRoomFor(500)).isFalse();
    }

    @Test
    void bugInAChannelTurnsItsReceiverRed_andLeavesTheOthersAlone() {
        RecordingChannel healthy = new RecordingChannel();
        DeliveryPipeline pipeline = pipeline(
                new Receiver("broken", "broken", true, new BrokenChannel()),
                new Receiver("healthy", "healthy", true, healthy));

        pipeline.submit(Alerts.firing(), progress);

        await().untilAsserted(() -> assertThat(pipeline.health())
                .extracting(Health::state)
                .containsExactly(Health.State.DOWN, Health.State.UP));
        await().untilAsserted(() -> assertThat(healthy.calls()).hasSize(1));
        assertThat(pipeline.health().get(0).reason()).contains("a bug");
    }

    private DeliveryPipeline pipeline(Receiver... receivers) {
        DeliveryPipeline pipeline = make(receivers);
        started.add(pipeline);
        pipeline.start();
        return pipeline;
    }

    private DeliveryPipeline make(Receiver... receivers) {
        Set<String> all = Stream.of(receivers).map(Receiver::name).collect(Collectors.toSet());
        return make(all, receivers);
    }

    private DeliveryPipeline make(Set<String> recipients, Receiver... receivers) {
        return new DeliveryPipeline(
                List.of(receivers),
                labels -> recipients,
                QUICK,
                new Dedup(),
                recorder,
                "http://127.0.0.1:8080",
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    private static Receiver webhook(String name, StubServer server, Duration timeout) {
        Channel channel = new WebhookSettings(WebhookUrl.parse(server.url("/hook")), true, 0, timeout)
                .open(new Surroundings(name, "http://127.0.0.1:8080", "Slipstream/test", InstantSource.system()));
        return new Receiver(name + "/webhook[0]", name, true, channel);
    }

    /** Waits in the middle of an attempt. */
    private record SlowChannel(CountDownLatch begun, CountDownLatch goOn) implements Channel {
        @Override
        public String kind() {
            return "slow";
        }

        @Override
        public String target() {
            return "nowhere";
        }

        @Override
        public Delivery deliver(Message message) throws InterruptedException {
            begun.countDown();
            goOn.await();
            return new Delivery.Delivered("");
        }
    }

    /** Has a bug. */
    private record BrokenChannel() implements Channel {
        @Override
        public String kind() {
            return "broken";
        }

        @Override
        public String target() {
            return "nowhere";
        }

        @Override
        public Delivery deliver(Message message) {
            throw new IllegalStateException("a bug");
        }
    }
}
