package slipstream.app.rows;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;
import static slipstream.app.rows.Told.firing;
import static slipstream.app.rows.Told.resolved;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.BurnRatePair;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloCondition;
import slipstream.contract.slo.SloCondition.BurnRateWindows;
import slipstream.contract.slo.SloDefinition;

/** The rows X1 and X2, which hold of every objective of every pack. */
class EveryObjectiveTest {
    private static final List<Pack> PACKS = Stream.of(
                    "drivehr", "consolidated-functions", "humanglue", "vibesheets", "inventory-api")
            .map(Pack::named)
            .toList();

    /** So many events that a burn rate can be met closely. */
    private static final int EVENTS = 2_000;

    private static final String BURN = "ErrorBudgetBurn";

    private static Stream<Arguments> objectives(boolean ofIncidents) {
        return PACKS.stream()
                .flatMap(pack -> pack.slos().stream()
                        .filter(slo -> hasBudget(slo) && slo.id().name().endsWith("-recovery") == ofIncidents)
                        .map(slo -> Arguments.of(pack, slo.id().name())));
    }

    static Stream<Arguments> objectivesOfEvents() {
        return objectives(false);
    }

    static Stream<Arguments> objectivesOfIncidents() {
        return objectives(true);
    }

    private static boolean hasBudget(SloDefinition slo) {
        return slo.objectives().get(0).badPpm() > 0;
    }

    private static BurnRateWindows windows(SloDefinition slo, String severity) {
        return slo.policies().stream()
                .filter(policy -> policy.severity().equals(severity))
                .map(AlertPolicy::condition)
                .filter(BurnRateWindows.class::isInstance)
                .map(BurnRateWindows.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(slo.id() + " has no burn rate of severity " + severity));
    }

    private static double lowestFactor(SloDefinition slo, String severity) {
        return windows(slo, severity).pairs().stream()
                .min(comparingDouble(BurnRatePair::factor))
                .orElseThrow()
                .factor();
    }

    /** How many more bad events make a ratio of {@code bad} of {@code total} exceed another. */
    private static int more(double ratio, long bad, long total) {
        return (int) Math.floor((ratio * total - bad) / (1 - ratio)) + 1;
    }

    @ParameterizedTest
    @MethodSource("objectivesOfEvents")
    void rowX1_ticketAndPageAreTold_whenTheBudgetBurnsFasterThanTheirFactors(Pack pack, String name) {
        SloDefinition slo = pack.slo(name);
        double allowed = slo.objectives().get(0).badPpm() / (double) Objective.MILLION;
        double ticket = lowestFactor(slo, "ticket") * allowed;
        double page = lowestFactor(slo, "page") * allowed;
        GoodAndBad shapes = GoodAndBad.of(name);
        // As many bad ones as are not above the factor of the ticket, then just above it, then just above that of the
        // page.
        int quiet = (int) Math.floor(ticket * EVENTS + 1e-9);
        int toTicket = more(ticket, quiet, EVENTS);
        int toPage = more(page, quiet + toTicket, EVENTS + toTicket);
        String alert = slo.groupBy().isNone() ? BURN : BURN + " sync-jobs";

        try (PackRun run = new PackRun(pack.only(name))) {
            run.times(EVENTS - quiet, T0, shapes.good())
                    .times(quiet, T0, shapes.bad())
                    .times(toTicket, t("10s"), shapes.bad())
                    .times(toPage, t("20s"), shapes.bad())
                    .until(t("40s"));

            assertThat(run.toldOf(name))
                    .containsExactly(firing(alert, "ticket", t("20s")), firing(alert, "page", t("30s")));
            assertThat(run.firstEvent(name).labels())
                    .containsEntry("slo", name)
                    .containsEntry("service", slo.service());
        }
    }

    @ParameterizedTest
    @MethodSource("objectivesOfIncidents")
    void rowX1_ticketAndPageAreTold_whenOneAndThenThreeRecoveriesAreLate(Pack pack, String name) {
        GoodAndBad shapes = GoodAndBad.of(name);

        try (PackRun run = new PackRun(pack.only(name))) {
            run.times(5, T0, shapes.good())
                    .once(t("10m"), shapes.bad())
                    .once(t("20m"), shapes.bad())
                    .once(t("30m"), shapes.bad())
                    .until(t("40m"));

            assertThat(run.toldOf(name))
                    .containsExactly(firing(BURN, "ticket", t("10m10s")), firing(BURN, "page", t("30m10s")));
        }
    }

    @Test
    void rowX1_burnRatesAreOfSeveralPairsOfWindows_whicheverTheObjective() {
        for (Pack pack : PACKS) {
            for (SloDefinition slo : pack.slos()) {
                if (hasBudget(slo)) {
                    assertThat(windows(slo, "page").pairs()).as(slo.id().name()).hasSizeGreaterThanOrEqualTo(2);
                    assertThat(windows(slo, "ticket").pairs())
                            .as(slo.id().name())
                            .hasSizeGreaterThanOrEqualTo(2);
                }
            }
        }
    }

    /** The factors of the SRE Workbook, for a month and for four weeks. */
    @Test
    void rowX1_factorsAreTheUsualOnes_whereThePeriodIsAMonthOrFourWeeks() {
        assertThat(factors("drivehr", "drivehr-availability", "page")).containsExactly(14.4, 6d);
        assertThat(factors("drivehr", "drivehr-availability", "ticket")).containsExactly(3d, 1d);
        assertThat(factors("inventory-api", "inventory-errors", "page")).containsExactly(13.44, 5.6);
        assertThat(factors("inventory-api", "inventory-errors", "ticket")).containsExactly(2.8, 14 / 15d);
    }

    private static List<Double> factors(String pack, String slo, String severity) {
        return windows(Pack.named(pack).slo(slo), severity).pairs().stream()
                .map(BurnRatePair::factor)
                .toList();
    }

    static Stream<Pack> packs() {
        return PACKS.stream();
    }

    /** Whether incidents happen is no matter of a source that should speak: all the others say when it is silent. */
    @ParameterizedTest
    @MethodSource("packs")
    void rowX2_noDataIsToldAndNothingElse_whenASourceFallsSilentAndUntilItSpeaksAgain(Pack pack) {
        List<SloDefinition> speaking = pack.slos().stream()
                .filter(slo -> !slo.id().name().endsWith("-recovery"))
                .toList();
        Instant again = t("25h");

        try (PackRun run = new PackRun(pack)) {
            speaking.forEach(slo -> run.once(T0, GoodAndBad.of(slo.id().name()).good())
                    .once(again, GoodAndBad.of(slo.id().name()).good()));
            run.until(again.plusSeconds(120));

            for (SloDefinition slo : speaking) {
                Instant silent = t("10s").plus(silence(slo));
                String alert = slo.groupBy().isNone() ? "NoData" : "NoData sync-jobs";
                assertThat(run.toldOf(slo.id().name()).stream()
                                .filter(told -> !told.name().startsWith(BURN))
                                .toList())
                        .as(slo.id().name())
                        .containsExactly(
                                firing(alert, "ticket", silent), resolved(alert, "ticket", again.plusSeconds(10)));
                assertThat(run.firstEvent(slo.id().name()).annotations().get("summary"))
                        .contains("no data for")
                        .contains("neither healthy nor down");
            }
        }
    }

    private static Duration silence(SloDefinition slo) {
        return slo.policies().stream()
                .map(AlertPolicy::condition)
                .filter(SloCondition.NoData.class::isInstance)
                .map(condition -> ((SloCondition.NoData) condition).within())
                .findFirst()
                .orElseThrow(() -> new AssertionError(slo.id() + " does not say when it is silent"));
    }

    @ParameterizedTest
    @MethodSource("packs")
    void rowX2_noDataIsTold_whenASourceHasNeverSpoken(Pack pack) {
        try (PackRun run = new PackRun(pack)) {
            run.until(T0).until(t("16m"));

            assertThat(pack.slos().stream()
                            .filter(slo -> run.toldOf(slo.id().name()).size() == 1)
                            .map(slo -> slo.id().name()))
                    .containsExactlyInAnyOrderElementsOf(pack.slos().stream()
                            .filter(slo -> !slo.id().name().endsWith("-recovery"))
                            .filter(slo -> silence(slo).compareTo(Duration.ofMinutes(15)) <= 0)
                            .map(slo -> slo.id().name())
                            .toList());
        }
    }
}
