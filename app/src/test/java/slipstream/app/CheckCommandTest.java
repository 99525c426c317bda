package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** Documents by others, with the verdict of each of the two readings. */
    @TestFactory
    List<DynamicTest> exitCodeIsTheVerdictOnEveryDocumentOfOthers() throws IOException {
        Path oracle = Oracles.folder("openslo");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(oracle.resolve("manifest.json").toFile())) {
            String file = entry.get("file").asText();
            tests.add(dynamicTest(file, () -> {
                Said lenient = Said.by("check", oracle.resolve(file).toString());
                Said strict = Said.by("check", "--strict", oracle.resolve(file).toString());

                assertVerdict(lenient, entry.get("spec_text_valid").asBoolean());
                assertVerdict(strict, entry.get("strict_valid").asBoolean());
            }));
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    private static void assertVerdict(Said said, boolean isValid) {
        assertThat(said.exitCode()).as(said.toString()).isEqualTo(isValid ? 0 : 1);
        assertThat(said.out()).containsPattern(isValid ? "\\b0 errors" : "\\b[1-9]\\d* errors");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void everyProblemOfAFolderIsNamedAtOnce_withFileAndLine() throws IOException {
        Path config = new TestConfiguration(folder)
                .availability("good", "0.999")
                .file("first.yaml", """
                        apiVersion: openslo/v1
                        kind: SLO
                        metadata: {name: first}
                        spec:
                          service: web
                          indicator:
                            metadata: {name: first-good}
                            spec:
                              ratioMetric:
                                good: {metricSource: {spec: {selector: "status <"}}}
                                total: {metricSource: {spec: {selector: "service == 'web'"}}}
                          timeWindow: [{duration: 30d, isRolling: true}]
                          budgetingMethd: Occurrences
                          objectives: [{target: 1.7}]
                        """)
                .file("below/second.yaml", """
                        apiVersion: slipstream/v1
                        kind: AlertRule
                        metadata: {name: second}
                        spec:
                          service: web
                          severity: page
                          selector: "type == 'request'"
                          condition: {threshold: {aggregate: p95, window: 15s, op: gt, value: 5}}
                        ---
                        apiVersion: openslo/v1
                        kind: Slo
                        metadata: {name: third}
                        """)
                .file("slipstream.yml", "clok: live\n")
                .folder();

        Said said = Said.by("check", config.toString());

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains("first.yaml:13:", "did you mean 'budgetingMethod'?")
                .contains("first.yaml:14:", "target")
                .contains("second.yaml:8:")
                .contains("second.yaml:11:", "did you mean 'SLO'?")
                .contains("slipstream.yml:1:", "did you mean 'clock'?");
        assertThat(said.outLines().get(said.outLines().size() - 1)).startsWith("1 SLOs, 0 rules, no sources");
    }

    @Test
    void selectorThatCannotBeCompiledIsAnErrorAtItsPlace() throws IOException {
        Path config = new TestConfiguration(folder).availability("web", "0.999").folder();
        Path document = config.resolve("web-availability.yaml");
        Files.writeString(document, Files.readString(document).replace("status < 500", "stauts < 500"));

        Said said = Said.by("check", config.toString());

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("web-availability.yaml:10:", "stauts", "status");
    }

    @Test
    void policiesAreListedWithTheirFactorsAndShares() throws IOException {
        Path config = new TestConfiguration(folder)
                .availability("web", "0.999")
                .file("own.yaml", """
                        apiVersion: slipstream/v1
                        kind: AlertPolicy
                        metadata: {name: own}
                        spec:
                          alerts:
                            - severity: page
                              burnRate: {windows: [{short: 5m, long: 1h, budgetPercent: 2}]}
                            - {severity: ticket, budgetLeft: {below: 25%}}
                            - {severity: ticket, exhaustion: {within: 3d, lookback: 6h}}
                            - {severity: ticket, noData: {within: 10m}}
                        """)
                .folder();
        Path own = config.resolve("api-availability.yaml");
        Files.writeString(
                own,
                Files.readString(config.resolve("web-availability.yaml")).replace("web", "api")
                        + "  alertPolicies: [{alertPolicyRef: own}]\n");

        Said said = Said.by("check", "--policies", config.toString());

        assertThat(said.exitCode()).as(said.out()).isZero();
        assertThat(said.outLines())
                .contains(
                        "web-availability page: 5m and 1h above 14.4, which spends 2 % of the 30d budget in 1h",
                        "web-availability page: 30m and 6h above 6, which spends 5 % of the 30d budget in 6h",
                        "web-availability ticket: 2h and 1d above 3, which spends 10 % of the 30d budget in 1d",
                        "web-availability ticket: 6h and 3d above 1, which spends 10 % of the 30d budget in 3d",
                        "api-availability page: 5m and 1h above 14.4, which spends 2 % of the 30d budget in 1h",
                        "api-availability ticket: less than 25 % of the budget left",
                        "api-availability ticket: empty within 3d",
                        "api-availability ticket: no data for 10m");
    }

    @Test
    void schemaIsPrinted_andIsJson() throws IOException {
        Said said = Said.by("check", "--schema");

        assertThat(said.exitCode()).isZero();
        JsonNode schema = JSON.readTree(said.out());
        assertThat(schema.get("$schema").asText()).contains("2020-12");
        assertThat(said.out()).contains("AlertRule", "budgetingMethod", "MaintenanceWindow");
    }

    @Test
    void folderThatIsNotThereIsAnError_andNoFolderAtAllIsAWrongCommandLine() {
        Said absent = Said.by("check", folder.resolve("nowhere").toString());
        Said nothing = Said.by("check");

        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.out()).contains("there is no such folder", "1 errors");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).contains("check needs a folder or a file", "slipstream check --help");
    }
}
