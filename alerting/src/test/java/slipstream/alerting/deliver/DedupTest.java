package slipstream.alerting.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;
import slipstream.contract.event.Notification.Decision;

class DedupTest {
    private static final Receiver TEAM = receiver("team/webhook[0]", true);

    private final Dedup dedup = new Dedup();

    @Test
    void newAlertIsTold() {
        assertThat(dedup.reasonNotToTell(TEAM, Alerts.firing())).isEmpty();
    }

    @Test
    void sameThingIsToldOnce() {
        told(TEAM, Alerts.firing());

        assertThat(dedup.reasonNotToTell(TEAM, Alerts.firing())).contains(DeliveryReason.ALREADY_TOLD);
    }

    @Test
    void endIsTold_toWhomWasToldTheBeginning() {
        told(TEAM, Alerts.firing());

        assertThat(dedup.reasonNotToTell(TEAM, Alerts.resolved())).isEmpty();
        assertThat(dedup.reasonNotToTell(receiver("other/webhook[0]", true), Alerts.resolved()))
                .contains(DeliveryReason.FIRING_NEVER_TOLD);
    }

    @Test
    void endIsNotTold_ofAnotherEpisodeThanTheOneTold() {
        told(TEAM, Alerts.firing());

        AlertEvent laterEnd = Alerts.resolved("checkout-availability", Alerts.T0.plusSeconds(7_200));

        assertThat(dedup.reasonNotToTell(TEAM, laterEnd)).contains(DeliveryReason.FIRING_NEVER_TOLD);
    }

    @Test
    void nextEpisodeIsTold_afterTheOneBeforeIsOver() {
        told(TEAM, Alerts.firing());
        told(TEAM, Alerts.resolved());

        AlertEvent next = Alerts.firing("checkout-availability", Alerts.T0.plusSeconds(7_200));

        assertThat(dedup.reasonNotToTell(TEAM, next)).isEmpty();
    }

    @Test
    void endIsNotTold_toWhomDoesNotWantIt() {
        Receiver quiet = receiver("quiet/webhook[0]", false);
        told(quiet, Alerts.firing());

        assertThat(dedup.reasonNotToTell(quiet, Alerts.resolved())).contains(DeliveryReason.RESOLVED_NOT_WANTED);
    }

    @Test
    void silentEndIsToldNobody_andTheNextEpisodeIsToldAgain() {
        told(TEAM, Alerts.firing());

        assertThat(dedup.reasonNotToTell(TEAM, Alerts.silent(Alerts.resolved())))
                .contains(DeliveryReason.SILENT);
        assertThat(dedup.reasonNotToTell(TEAM, Alerts.firing("checkout-availability", Alerts.T0.plusSeconds(7_200))))
                .isEmpty();
    }

    @Test
    void onlyDeliveredNotificationsCountAsTold() {
        for (Decision decision : Decision.values()) {
            Dedup fresh = new Dedup();

            fresh.learn(notification(decision));

            assertThat(fresh.reasonNotToTell(TEAM, Alerts.firing()).isPresent())
                    .as(decision.name())
                    .isEqualTo(decision == Decision.DELIVERED);
        }
    }

    @Test
    void endIsToldInDoubt_onceSomethingHasBeenForgotten() {
        Dedup forgetful = new Dedup(2);
        forgetful.remember("first");
        forgetful.remember("second");
        assertThat(forgetful.reasonNotToTell(TEAM, Alerts.resolved())).contains(DeliveryReason.FIRING_NEVER_TOLD);

        forgetful.remember("third");

        assertThat(forgetful.reasonNotToTell(TEAM, Alerts.resolved())).isEmpty();
    }

    @Test
    void keyIsTheSameOverTime_andDiffersByReceiverEpisodeAndState() {
        String key = IdempotencyKey.of(TEAM, Alerts.firing());

        assertThat(key).matches("[0-9a-f]{64}").isEqualTo(IdempotencyKey.of(TEAM, Alerts.firing()));
        assertThat(key)
                .isNotEqualTo(IdempotencyKey.of(TEAM, Alerts.resolved()))
                .isNotEqualTo(IdempotencyKey.of(receiver("team/webhook[1]", true), Alerts.firing()))
                .isNotEqualTo(IdempotencyKey.of(TEAM, Alerts.firing("checkout-availability", Instant.EPOCH)));
    }

    private void told(Receiver receiver, AlertEvent event) {
        dedup.remember(IdempotencyKey.of(receiver, event));
    }

    private static Notification notification(Decision decision) {
        Pending pending = Pending.of(Alerts.firing(), new CountingProgress(), Alerts.T0);
        return new DecisionRecord(TEAM, pending, decision, DeliveryReason.ACCEPTED, "", Alerts.T0)
                .toNotification("http://127.0.0.1:8080");
    }

    private static Receiver receiver(String id, boolean sendResolved) {
        return new Receiver(id, id, sendResolved, new RecordingChannel());
    }
}
