package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Cause;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Ledger;
import slipstream.streams.slice.Offences;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.ServiceChange;
import slipstream.streams.slice.Tier;
import slipstream.streams.slice.Values;

/** What an alert tells beside that it fires: pace, deploy, contributors, samples, and the sentence that says all of it. */
class AlertFactsTest {
    /** A Wednesday. */
    private static final Instant T0 = Instant.parse("2026-01-28T10:20:00Z");

    private static final String PAY = new Cause()
            .with("method", "POST")
            .with("route", "/pay")
            .with("region", "eu-west")
            .text();
    private static final String CART =
            new Cause().with("method", "GET").with("route", "/cart").text();

    private final ToldAlerts told = new ToldAlerts(T0.toEpochMilli());

    @Test
    void theSentenceSaysWhatAPersonNeedsAtThreeInTheMorning() {
        Scene scene = new Scene(Slos.AVAILABILITY);
        scene.count(Duration.ofDays(-10), 702_170, 0);
        scene.deployed("v2.2", Duration.ofHours(-30));
        scene.deployed("v2.3", Duration.ofMinutes(-18));

        AlertEvent alert = scene.outage();

        assertThat(alert.annotations().get("summary"))
                .isEqualTo("web-availability: 412 bad of 9 830 in 1 h, 41.9x; 57.9 % of the 30 d budget gone in it,"
                        + " 42.1 % left; empties Wed 11:04 UTC at this rate; since the deploy v2.3 at Wed 10:02 UTC;"
                        + " top: POST /pay eu-west 391, GET /cart 21");
        assertThat(alert.budgetSpent().orElseThrow())
                .isEqualTo(412 / 712.0, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(alert.exhaustsAt().orElseThrow()).isBetween("2026-01-28T11:04:00Z", "2026-01-28T11:04:59Z");
        assertThat(alert.deploy())
                .hasValue(new AlertEvent.Deploy("deploy", "v2.3", Instant.parse("2026-01-28T10:02:00Z")));
        assertThat(alert.contributors())
                .containsExactly(
                        new AlertEvent.Contributor(
                                Map.of("method", "POST", "route", "/pay", "region", "eu-west"), 391, false),
                        new AlertEvent.Contributor(Map.of("method", "GET", "route", "/cart"), 21, false));
        assertThat(alert.contributors().get(0).values().keySet()).containsExactly("method", "route", "region");
        assertThat(alert.samples()).extracting(AlertEvent.Sample::sequence).containsExactly(412L, 411L, 410L);
        assertThat(alert.samples().get(0).source()).isEqualTo("file:access.log");
    }

    @Test
    void neitherADeployOfYesterdayNorThatOfAnotherServiceIsTold() {
        Scene scene = new Scene(Slos.AVAILABILITY);
        scene.deployed("v2.2", Duration.ofHours(-25));
        scene.ledger.changes().note(new ServiceChange("shop", T0.toEpochMilli() - 60_000, "deploy", "v9"));

        AlertEvent alert = scene.outage();

        assertThat(alert.deploy()).isEmpty();
        assertThat(alert.annotations().get("summary")).doesNotContain("deploy");
    }

    @Test
    void aDeployGoesBeforeABackupThatWasLater() {
        Scene scene = new Scene(Slos.AVAILABILITY);
        scene.deployed("v2.3", Duration.ofMinutes(-18));
        scene.ledger.changes().note(new ServiceChange("web", T0.toEpochMilli() - 60_000, "backup", ""));

        assertThat(scene.outage().deploy().map(AlertEvent.Deploy::version)).hasValue("v2.3");
    }

    @Test
    void theEndTellsTheDeployOfTheBeginning_althoughThereWasAnotherMeanwhile() {
        Scene scene = new Scene(Slos.AVAILABILITY);
        scene.deployed("v2.3", Duration.ofMinutes(-18));
        scene.outage();
        scene.deployed("v2.4", Duration.ofMinutes(20));

        scene.advance(Duration.ofMinutes(90));

        AlertEvent end = told.events.stream()
                .filter(event -> event.endsAt().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(end.deploy().map(AlertEvent.Deploy::version)).hasValue("v2.3");
    }

    @Test
    void contributorsOfAnHourAgoAreForgotten() {
        Scene scene = new Scene(Slos.AVAILABILITY);
        scene.outage();

        scene.advance(Duration.ofMinutes(61));

        assertThat(scene.account().offences(0).isEmpty()).isTrue();
    }

    @Test
    void theDocumentsOwnSummaryStays_andTheSentenceStandsBesideIt() {
        Scene scene = new Scene(Slos.AVAILABILITY.replace(
                "metadata: {name: web-availability}",
                "metadata: {name: web-availability, annotations: {summary: Customers cannot pay.}}"));

        AlertEvent alert = scene.outage();

        assertThat(alert.annotations()).containsEntry("summary", "Customers cannot pay.");
        assertThat(alert.annotations().get("description")).startsWith("web-availability: 412 bad of 9 830 in 1 h");
    }

    @Test
    void whatWasLoweredIsSaidToBeTheLeastThatItCanBe() {
        Offences many = new Offences();
        for (int i = 0; i < 100; i++) {
            many.add("route=/" + i, "s", i + 1L, T0.toEpochMilli());
        }
        for (int i = 0; i < 50; i++) {
            many.add(PAY, "s", 101L + i, T0.toEpochMilli());
        }
        Scene scene = new Scene(Slos.AVAILABILITY);
        scene.count(Duration.ZERO, 1_000, 150, many);
        scene.advance(Duration.ofSeconds(10));

        AlertEvent alert = told.events.get(0);

        AlertEvent.Contributor first = alert.contributors().get(0);
        assertThat(first.values()).containsEntry("route", "/pay");
        assertThat(first.approximate()).isTrue();
        assertThat(first.bad()).isBetween(50L - many.lowered(), 50L);
        assertThat(alert.annotations().get("summary")).contains("top: POST /pay eu-west at least " + first.bad());
    }

    private final class Scene {
        private final SloDefinition slo;
        private final Ledger ledger;
        private final AlertBook book;

        Scene(String document) {
            slo = Slos.read(document).get(0);
            ledger = new Ledger(List.of(AccountPlan.of(slo)));
            book = new AlertBook(List.of(slo), List.of(), "http://127.0.0.1:8080");
        }

        Account account() {
            return ledger.account(AccountPlan.keyOf(slo)).orElseThrow();
        }

        /** 412 of 9 830 are bad, of which 391 have one cause. */
        AlertEvent outage() {
            Offences offences = new Offences();
            for (int i = 1; i <= 412; i++) {
                offences.add(i <= 391 ? PAY : CART, "file:access.log", i, T0.toEpochMilli() + i);
            }
            count(Duration.ZERO, 9_830, 412, offences);
            advance(Duration.ofSeconds(10));
            return told.events.get(0);
        }

        void deployed(String version, Duration after) {
            ledger.changes().note(new ServiceChange("web", T0.plus(after).toEpochMilli(), "deploy", version));
        }

        void count(Duration after, long total, long bad) {
            count(after, total, bad, null);
        }

        void count(Duration after, long total, long bad, Offences offences) {
            long slice = Tier.TEN_SECONDS.sliceOf(T0.plus(after).toEpochMilli());
            account()
                    .add(0, new Partial.Slice(slice, new Counts(total, bad, 0), null, Values.NONE, Map.of(), offences));
        }

        void advance(Duration after) {
            ledger.advanceAll(T0.plus(after).toEpochMilli(), reading -> book.read(reading, told));
        }
    }
}
