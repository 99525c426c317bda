package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom maintenance and corrections concern, and which of them are nonsense. */
class ExclusionsTest {
    private static final String RULE = """
            ---
            apiVersion: slipstream/v1
            kind: AlertRule
            metadata: {name: errors}
            spec: {service: api, severity: page, selector: "true", condition: {noData: {within: 5m}}}
            """;

    @ParameterizedTest
    @CsvSource({
        "'', true, true",
        "'services: [shop], ', true, false",
        "'services: [shop, api], ', true, true",
        "'slos: [errors], ', false, true",
        "'slos: [shop-availability], services: [api], ', true, true"
    })
    void maintenanceConcernsItsServicesAndItsNames_orEverybody(String whom, boolean theSlo, boolean theRule) {
        Documents read = Documents.read(
                Documents.SLO + RULE + window(whom + "schedule: first sunday 02:00-04:00, description: updates"));

        assertThat(read.problems()).isEmpty();
        assertThat(names(read.only().exclusions())).isEqualTo(theSlo ? List.of("window") : List.of());
        assertThat(names(read.onlyRule().exclusions())).isEqualTo(theRule ? List.of("window") : List.of());
    }

    @Test
    void anExclusionSaysWhy() {
        Documents read = Documents.read(Documents.SLO
                + window("schedule: every day 02:00-04:00, description: The nightly load.")
                + correction(
                        "slos: [shop-availability], from: 2026-01-01T00:00:00Z, to: 2026-01-01 01:00:00, timeZone: UTC,"
                                + " reason: the probe was broken"));

        assertThat(read.problems()).isEmpty();
        assertThat(read.only().exclusions())
                .extracting(Exclusion::reason, Exclusion::kind)
                .containsExactly(
                        tuple("The nightly load.", Exclusion.Kind.MAINTENANCE),
                        tuple("the probe was broken", Exclusion.Kind.CORRECTION));
        Exclusion correction = read.only().exclusions().get(1);
        assertThat(correction.covers(Instant.parse("2026-01-01T00:30:00Z").toEpochMilli()))
                .isTrue();
        assertThat(correction.covers(Instant.parse("2026-01-01T01:00:00Z").toEpochMilli()))
                .isFalse();
    }

    @Test
    void aTimeWithoutOffsetIsOnTheClockOfItsZone() {
        Documents read = Documents.read(
                Documents.SLO
                        + window(
                                "once: {from: 2026-07-01 02:00:00, to: '2026-07-01T09:00:00+02:00'}, timeZone: America/New_York"));

        assertThat(read.only().exclusions().get(0).schedule())
                .isEqualTo(Schedule.once(Instant.parse("2026-07-01T06:00:00Z"), Instant.parse("2026-07-01T07:00:00Z")));
    }

    @Test
    void maintenanceThatCountsChangesNothing_andSaysSo() {
        Documents read = Documents.read(Documents.SLO + window("schedule: every day 02:00-04:00, budget: count"));

        assertThat(read.only().exclusions()).isEmpty();
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:26: warning: spec.budget: with count this window changes no figure; what is told"
                                + " during it is a matter of alerting");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: every day 00:00-24:00 | spec.schedule: covers all of the time: nothing would be left to count",
                "recurrence: {rrule: FREQ=DAILY, start: 2026-01-01 00:00:00, duration: 25h} | spec.recurrence: covers all of the time",
                "recurrence: {rrule: FREQ=WEEKLY, start: 2026-01-01 00:00:00, duration: 7d} | spec.recurrence: covers all of the time",
                "recurrence: {rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', start: 2026-01-01 00:00:00, duration: 1h} | spec.recurrence: never happens",
                "recurrence: {rrule: 'FREQ=DAILY;UNTIL=20250101T000000Z', start: 2026-01-01 00:00:00, duration: 1h} | spec.recurrence: never happens",
                "recurrence: {rrule: FREQ=HOURLY, start: 2026-01-01 00:00:00, duration: 1m} | spec.recurrence.rrule: must be a recurrence rule of days or longer",
                "recurrence: {rrule: FREQ=SOMETIMES, start: 2026-01-01 00:00:00, duration: 1m} | spec.recurrence.rrule: must be a recurrence rule",
                "recurrence: {rrule: FREQ=DAILY, start: 2026-02-30 00:00:00, duration: 1m} | spec.recurrence.start: must be a local time such as 2026-01-01 00:00:00",
                "recurrence: {rrule: FREQ=YEARLY, start: 2026-02-01 00:00:00, duration: 367d} | spec.recurrence.duration: is longer than 366d",
                "recurrence: {rrule: FREQ=YEARLY, start: 2026-02-01 00:00:00} | spec.recurrence.duration: is required",
                "schedule: fifth sunday 02:00-04:00 | spec.schedule: must be such as 'first sunday 02:00-04:00'",
                "schedule: first day 02:00-04:00 | spec.schedule: must be such as",
                "schedule: first sonntag 02:00-04:00 | spec.schedule: must be such as",
                "schedule: every day 02:00-02:00 | spec.schedule: must be such as",
                "schedule: every day 25:00-26:00 | spec.schedule: must be such as",
                "once: {from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z} | spec.once.to: must be after from, 2026-01-02T00:00:00Z, and is 2026-01-01T00:00:00Z",
                "once: {from: 2026-01-02T00:00:00Z, to: 2026-01-02T00:00:00Z} | spec.once.to: must be after from",
                "once: {from: 2026-01-02T00:00:00Z, to: 2028-01-02T00:00:00Z} | spec.once.to: is more than 366 days after from",
                "once: {from: yesterday, to: 2028-01-02T00:00:00Z} | spec.once.from: must be a time such as",
                "once: {from: 2026-01-02T00:00:00Z} | spec.once.to: is required",
                "description: nothing | spec.schedule: needs exactly one of schedule, recurrence, once, and there is none",
                "schedule: every day 02:00-04:00, once: {from: 2026-01-02T00:00:00Z, to: 2026-01-03T00:00:00Z} | spec.once: needs exactly one of schedule, recurrence, once, and there are schedule and once",
                "schedule: every day 02:00-04:00, timeZone: Europe/Berln | spec.timeZone: 'Europe/Berln' is not the name of a time zone, such as UTC or Europe/Berlin; did you mean 'Europe/Berlin'?",
                "schedule: every day 02:00-04:00, timeZone: GMT+2 | spec.timeZone: 'GMT+2' is not the name of a time zone",
                "schedule: every day 02:00-04:00, slos: [shop-availablity] | spec.slos: there is neither an SLO nor a rule called 'shop-availablity'; did you mean 'shop-availability'?",
                "schedule: every day 02:00-04:00, services: [] | spec.services: lists nobody",
                "schedule: every day 02:00-04:00, budget: skip | spec.budget: must be one of exclude, count, is 'skip'",
                "schedul: every day 02:00-04:00 | spec.schedul: is not known here; did you mean 'schedule'?"
            })
    void nonsenseIsRefused_withTheReason(String spec, String says) {
        Documents read = Documents.read(Documents.SLO + window(spec));

        assertThat(read.errors()).anyMatch(error -> error.contains(says));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z, reason: x | spec.slos: a correction says whose figures it corrects",
                "slos: [shop-availability], from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z | spec.reason: is required",
                "slos: [shop-availability], from: 2026-01-03T00:00:00Z, to: 2026-01-02T00:00:00Z, reason: x | spec.to: must be after from",
                "services: [shop], from: 2026-01-01T00:00:00Z, reason: x | spec.to: is required"
            })
    void aCorrectionSaysWhoseAndWhenAndWhy(String spec, String says) {
        assertThat(Documents.read(Documents.SLO + correction(spec)).errors()).anyMatch(error -> error.contains(says));
    }

    @Test
    void aServiceThatNobodyIsOfIsDoubtful_andALongSpanToo() {
        Documents read = Documents.read(Documents.SLO
                + correction(
                        "services: [shop, shpo], from: 2026-01-01T00:00:00Z, to: 2026-02-15T00:00:00Z, reason: x"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings())
                .containsExactly(
                        "slo.yml:26: warning: spec.services: no SLO and no rule is of the service 'shpo'; did you mean 'shop'?",
                        "slo.yml:26: warning: spec.to: is 45 days after from: all of that is left out of the budget");
    }

    @Test
    void windowsAndCorrectionsShareTheirNames() {
        Documents read = Documents.read(Documents.SLO
                + window("schedule: every day 02:00-04:00")
                + Documents.replaced(
                        correction("services: [shop], from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z, reason: x"),
                        "name: correction",
                        "name: window"));

        assertThat(read.errors())
                .containsExactly("slo.yml:28: error: metadata: the name 'window' is taken already, at slo.yml:26");
    }

    private static List<String> names(List<Exclusion> exclusions) {
        return exclusions.stream().map(Exclusion::name).toList();
    }

    private static String window(String spec) {
        return "---\n{apiVersion: slipstream/v1, kind: MaintenanceWindow, metadata: {name: window}, spec: {" + spec
                + "}}\n";
    }

    private static String correction(String spec) {
        return "---\n{apiVersion: slipstream/v1, kind: Correction, metadata: {name: correction}, spec: {" + spec
                + "}}\n";
    }
}
