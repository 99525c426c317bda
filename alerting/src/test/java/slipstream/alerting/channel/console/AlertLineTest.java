package slipstream.alerting.channel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.alerting.Alerts;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertEvent.WindowPair;
import slipstream.contract.event.AlertState;

class AlertLineTest {
    @Test
    void firingLineSaysHowFastTheBudgetGoesAndWhatIsLeft() {
        assertThat(AlertLine.of(Alerts.firing()))
                .isEqualTo("ALERT firing  page  checkout-availability  burn 87.3x over 5m, 16.2x over 1h (limit 14.4x)"
                        + "  budget left 61.2 %  at 2026-01-31T12:01:00Z");
    }

    @Test
    void resolvedLineSaysHowLongItLasted_andThatAWindowWithoutEventsBurnsNothing() {
        assertThat(AlertLine.of(Alerts.resolved()))
                .isEqualTo("ALERT resolved  page  checkout-availability  burn nothing over 5m, 13.1x over 1h"
                        + " (limit 14.4x)  budget left 61.2 %  lasted 20m0s  at 2026-01-31T12:20:00Z");
    }

    @Test
    void exceededPairWithTheHighestLimitIsShown_whereverItStands() {
        List<WindowPair> pairs = List.of(pair("30m", 6.0, true), pair("5m", 14.4, true), pair("1m", 30.0, false));

        String line = AlertLine.of(event("shop", pairs));

        assertThat(line).contains("over 5m").doesNotContain("over 30m").doesNotContain("over 1m");
    }

    @Test
    void alertOfARuleIsToldInItsOwnSentence() {
        assertThat(AlertLine.of(Alerts.ofRule(AlertState.FIRING, "queue-depth: mean over 5m is 912, above 500")))
                .isEqualTo("ALERT firing  critical  queue-depth: mean over 5m is 912, above 500"
                        + "  at 2026-01-31T12:01:00Z");
        assertThat(AlertLine.of(Alerts.ofRule(AlertState.RESOLVED, "queue-depth: mean over 5m is 12, above 500")))
                .isEqualTo("ALERT resolved  critical  queue-depth: mean over 5m is 12, above 500"
                        + "  lasted 20m0s  at 2026-01-31T12:20:00Z");
    }

    @Test
    void alertOfABudgetIsToldInItsOwnSentence_afterTheWordsOfTheDocument() {
        String sentence = "shop: 412 bad of 9 830 in 1 h, 41.9x; top: POST /pay eu-west 391";

        assertThat(AlertLine.of(said(Map.of("summary", sentence))))
                .isEqualTo("ALERT firing  page  " + sentence + "  at 2026-01-31T12:00:00Z");
        assertThat(AlertLine.of(said(Map.of("summary", "Nobody can pay", "description", sentence))))
                .isEqualTo("ALERT firing  page  Nobody can pay; " + sentence + "  at 2026-01-31T12:00:00Z");
    }

    @Test
    void alertWithoutASentenceHasItsName() {
        assertThat(AlertLine.of(Alerts.ofRule(AlertState.FIRING, "")))
                .isEqualTo("ALERT firing  critical  queue-depth  at 2026-01-31T12:01:00Z");
    }

    @Test
    void neitherANameNorASentenceCanForgeASecondLine() {
        String named = AlertLine.of(event("shop\nALERT resolved\u001B[2J", List.of(pair("5m", 14.4, true))));
        String summed = AlertLine.of(Alerts.ofRule(AlertState.FIRING, "all is\r\nwell\u001B[2J"));

        assertThat(named.lines()).hasSize(1);
        assertThat(named).contains("shop?ALERT").doesNotContain("\u001B");
        assertThat(summed).contains("all is??well?[2J").doesNotContain("\u001B");
    }

    @Test
    void colourFollowsUrgency() {
        assertThat(AlertLine.coloured(Alerts.firing(), "x")).isEqualTo("\u001B[31mx\u001B[0m");
        assertThat(AlertLine.coloured(Alerts.resolved(), "x")).isEqualTo("\u001B[32mx\u001B[0m");
    }

    private static WindowPair pair(String shortWindow, double factor, boolean exceeded) {
        return new WindowPair(shortWindow, "1h", factor, Optional.of(20.0), Optional.of(20.0), 1, 1, exceeded);
    }

    private static AlertEvent said(Map<String, String> annotations) {
        AlertEvent event = event("shop", List.of(pair("5m", 14.4, true)));
        return new AlertEvent(
                event.status(),
                event.fingerprint(),
                event.labels(),
                new TreeMap<>(annotations),
                event.startsAt(),
                event.endsAt(),
                event.generatorURL(),
                event.slo(),
                event.service(),
                event.severity(),
                event.evaluatedAt(),
                event.evidence(),
                event.budgetRemaining());
    }

    private static AlertEvent event(String slo, List<WindowPair> pairs) {
        return Alerts.event(AlertState.FIRING, slo, Alerts.T0, Optional.empty(), Alerts.T0, pairs);
    }
}
