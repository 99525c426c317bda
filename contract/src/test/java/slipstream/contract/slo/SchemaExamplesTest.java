package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.SchemaCheck.documents;
import static slipstream.contract.slo.SchemaCheck.objections;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON Schema and the reader say the same about the examples of the README, and about what is wrong once a line of them is changed. */
class SchemaExamplesTest {
    @Test
    void theExamplesOfTheReadmeAreRight_byReaderAndSchema() throws IOException {
        Documents read = Documents.read(examples());

        assertThat(read.problems()).isEmpty();
        assertThat(read.definitions())
                .extracting(slo -> slo.id().name())
                .containsExactly("checkout-availability", "checkout-experience", "checkout-recovery");
        assertThat(read.catalogue().rules()).hasSize(4);
        assertThat(objections(examples())).isEmpty();
    }

    @Test
    void theReadmeHasAnExampleOfEveryKind() throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        for (JsonNode document : documents(examples())) {
            shown.add(document.get("apiVersion").asText() + " "
                    + document.get("kind").asText());
        }

        assertThat(shown)
                .containsExactlyElementsOf(new TreeSet<>(Arrays.stream(Kind.values())
                        .map(kind ->
                                (kind.isOpenSlo() ? DefinitionsReader.API_VERSION : DefinitionsReader.EXTENSION_VERSION)
                                        + " " + kind.word())
                        .toList()));
    }

    /** A tilde stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // A key renamed.
                "service: checkout | servce: checkout",
                "budgetingMethod: Occurrences | budgetMethod: Occurrences",
                "objectives: [{target: 0.999}] | objectives: [{taget: 0.999}]",
                "ratioMetric: {counter | ratioMetrics: {counter",
                "selector: service == 'checkout', groupBy | selectr: service == 'checkout', groupBy",
                "groupBy: [route] | groupby: [route]",
                "isRolling: true | rolling: true",
                "timeZone: Europe/Berlin}}] | timezone: Europe/Berlin}}]",
                "timeSliceWindow: 1m | timesliceWindow: 1m",
                "thresholdMetric | threshholdMetric",
                "conditionRef | condition",
                "lookbackWindow | lookback",
                "spec: {target: pagerduty} | spec: {targets: pagerduty}",
                "budgetPercent: 2 | percent: 2",
                "budgetLeft: {below: 25%} | budgetLeft: {under: 25%}",
                "aggregate: errorRatio | aggregation: errorRatio",
                "consecutive: {count | consecutive: {times",
                "increase: {by | increase: {of",
                "limit: 125000 | maximum: 125000",
                "schedule: first sunday 02:00-04:00 | when: first sunday 02:00-04:00",
                "rrule: | rule:",
                "reason: | because:",
                "recoverWithin: | within:",
                "description: Where people pay. | desc: Where people pay.",
                // A required key removed.
                "`  name: checkout-availability` | `  displayName: checkout`",
                "timeSliceTarget: 0.95, | ``",
                "severity: ticket, budgetLeft | budgetLeft",
                "severity: critical | description2: x",
                "op: gt, value: 5% | value: 5%",
                "op: lt, value: 500, target: 0.99, | op: lt, value: 500,",
                "period: {duration: 1M, timeZone: UTC} | period: {timeZone: UTC}",
                "startTime: 2026-01-01 00:00:00, | ``",
                ", threshold: 10 | ``",
                ", to: 2026-03-01T10:30:00Z | ``",
                "{type: slipstream} | {description: x}",
                // A wrong type.
                "target: 0.999 | target: most",
                "target: 0.999 | target: 99.9",
                "objectives: [{target: 0.999}] | objectives: {target: 0.999}",
                "maxGroups: 50 | maxGroups: many",
                "groupBy: [route] | groupBy: route",
                "counter: true | counter: maybe",
                "alertWhenNoData: true | alertWhenNoData: please",
                "budgetingMethod: Occurrences | budgetingMethod: Events",
                "minBadEvents: 5 | minBadEvents: 5.5",
                "duration: 30d | duration: thirty days",
                "lookbackWindow: 1h | lookbackWindow: 1",
                "value: 5% | value: five",
                "count: 3, | count: three,",
                "count: 3, | count: 1000,",
                "by: 50MB | by: 50 elephants",
                "schedule: first sunday 02:00-04:00 | schedule: whenever",
                "FREQ=YEARLY | FREQ=HOURLY",
                "services: [checkout] | services: checkout",
                "services: [checkout], schedule | services: [], schedule",
                "from: 2026-03-01T10:00:00Z | from: yesterday",
                "severities: [critical] | severities: critical",
                "alertPolicies: [{alertPolicyRef: checkout-budget}, | alertPolicies: [checkout-budget,",
                "kind: burnrate | kind: ratio",
                "labels: {team: payments} | labels: payments",
                "basis: budgetShare | basis: share",
                "compositeWeight: 2 | compositeWeight: 0",
                // Both of an exclusive pair.
                "objectives: [{target: 0.999}] | objectives: [{target: 0.999, targetPercent: 99.9}]",
                "bad: {metricSource: {spec: {selector: status >= 500}}} | bad: {metricSource: {spec: {selector: status >= 500}}}, good: {metricSource: {spec: {selector: status < 500}}}",
                "ratioMetric: {counter: true, | thresholdMetric: {metricSource: {spec: {selector: x, value: y}}}, ratioMetric: {counter: true,",
                "budgetPercent: 2} | budgetPercent: 2, factor: 3}",
                "{severity: ticket, budgetLeft: {below: 25%}} | {severity: ticket, budgetLeft: {below: 25%}, noData: {within: 5m}}",
                "`  bad: status >= 500~` | `  bad: status >= 500~  good: status < 500~`",
                "schedule: first sunday 02:00-04:00, | `schedule: first sunday 02:00-04:00, once: {from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z},`",
                "{duration: 30d, isRolling: true} | `{duration: 30d, isRolling: true, calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}}`",
                "[{duration: 30d, isRolling: true}] | `[{duration: 30d, isRolling: true}, {duration: 7d, isRolling: true}]`",
                "`  service: checkout~  timeWindow` | `  service: checkout~  indicatorRef: checkout-errors~  timeWindow`",
                "[{conditionRef: burns-fast}] | `[{conditionRef: burns-fast}, {conditionRef: burns-fast}]`",
                // What one thing asks of another.
                "`  bad: status >= 500~` | ``",
                "`  value: value~` | ``",
                "lanes: [target, location], | ``",
                "groupBy: [route], maxGroups | maxGroups",
                "slos: [checkout-availability], | ``",
                // A kind of the other version, or of none.
                "kind: IncidentObjective | kind: SLO",
                "kind: Correction | kind: Corection",
                "`apiVersion: openslo/v1~kind: SLI` | `apiVersion: slipstream/v1~kind: SLI`",
                "`apiVersion: openslo/v1~kind: SLI` | `apiVersion: openslo/v2alpha~kind: SLI`"
            })
    void whatTheReaderRefusesTheSchemaRefusesToo(String from, String to) throws IOException {
        String mutated = Documents.replaced(examples(), from.replace('~', '\n'), to.replace('~', '\n'));

        assertThat(Documents.read(mutated).errors()).as("the reader").isNotEmpty();
        assertThat(objections(mutated)).as("the schema").isNotEmpty();
    }

    private static String examples() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String definitions = readme.substring(readme.indexOf("## Definitions"));
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(definitions)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining("---\n"));
    }
}
