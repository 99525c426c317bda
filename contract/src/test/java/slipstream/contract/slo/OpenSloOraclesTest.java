package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** Reads the OpenSLO documents that others wrote. They lie beside the repository and are not part of it. */
class OpenSloOraclesTest {
    /** Where our key for a fault is not the one of the manifest, nor one within it. */
    private static final Map<String, String> OUR_KEYS = Map.of("spec", "spec.ratioMetric");

    /** What came of reading a file. */
    private record Read(Catalogue catalogue, List<Problem> problems) {
        boolean isValid() {
            return errors().isEmpty();
        }

        List<Problem> errors() {
            return problems.stream()
                    .filter(problem -> problem.level() == Problem.Level.ERROR)
                    .toList();
        }
    }

    @Test
    void theLenientReadingIsThatOfTheSpecsText() throws IOException {
        List<String> otherwise = new ArrayList<>();
        for (OpenSloOracle oracle : OpenSloOracle.manifest()) {
            Read read = read(oracle.file(), Reading.LENIENT);
            if (read.isValid() != oracle.isValid()) {
                otherwise.add(oracle.file() + ": " + read.problems());
            }
        }

        assertThat(otherwise).isEmpty();
        assertThat(OpenSloOracle.manifest()).filteredOn(OpenSloOracle::isValid).hasSize(30);
    }

    @Test
    void theStrictReadingIsThatOfTheReferenceLibrary() throws IOException {
        List<String> otherwise = new ArrayList<>();
        for (OpenSloOracle oracle : OpenSloOracle.manifest()) {
            Read read = read(oracle.file(), Reading.STRICT);
            if (read.isValid() != oracle.isStrictlyValid()) {
                otherwise.add(oracle.file() + ": " + read.problems());
            }
        }

        assertThat(otherwise).isEmpty();
        assertThat(OpenSloOracle.manifest())
                .filteredOn(OpenSloOracle::isStrictlyValid)
                .hasSize(21);
    }

    @Test
    void everyFaultOfTheManifestIsNamedByItsKey() throws IOException {
        List<String> unnamed = new ArrayList<>();
        int faults = 0;
        for (OpenSloOracle oracle : OpenSloOracle.manifest()) {
            List<Problem> errors = read(oracle.file(), Reading.STRICT).errors();
            for (String fault : oracle.faults()) {
                faults++;
                if (errors.stream().noneMatch(error -> isAt(fault, error.key()))) {
                    unnamed.add(oracle.file() + ": " + fault + " is not among " + errors);
                }
            }
        }

        assertThat(unnamed).isEmpty();
        assertThat(faults).isGreaterThan(30);
    }

    private static boolean isAt(String fault, String key) {
        String ours = OUR_KEYS.getOrDefault(fault, fault);
        return key.equals(ours) || key.startsWith(ours + ".") || key.startsWith(ours + "[");
    }

    @Test
    void whatIsMeasuredElsewhereIsValid_andNotCounted_andSaysSo() throws IOException {
        Set<String> types = new TreeSet<>();
        Pattern said = Pattern.compile("is not counted: its metric source is of type '(\\w+)', and only sources of type"
                + " slipstream with a selector can be");
        for (OpenSloOracle oracle : OpenSloOracle.manifest()) {
            Read read = read(oracle.file(), Reading.LENIENT);
            assertThat(read.catalogue().slos()).as(oracle.file()).isEmpty();
            for (Problem problem : read.problems()) {
                Matcher type = said.matcher(problem.message());
                if (type.find()) {
                    types.add(type.group(1));
                    assertThat(problem.level()).isEqualTo(Problem.Level.WARNING);
                    assertThat(problem.where().line()).isGreaterThan(5);
                    assertThat(problem.key()).endsWith("metricSource.type");
                }
            }
        }

        assertThat(types).containsExactlyInAnyOrder("Prometheus", "Datadog", "Any");
    }

    /** References written out mean the same as references: the same policies, once both are about something that is counted. */
    @ParameterizedTest
    @CsvSource({"v1_slo.yaml", "v1_alert_policies_keep_refs.yaml", "v1_alert_policies_remove_refs.yaml"})
    void whatIsWrittenOutMeansTheSameAsReferences(String file) throws IOException {
        Documents inputs = counted(file, "inputs");
        Documents outputs = counted(file, "outputs");

        assertThat(inputs.errors()).isEmpty();
        assertThat(outputs.errors()).isEmpty();
        assertThat(inputs.definitions()).isNotEmpty();
        assertThat(outputs.definitions()).hasSameSizeAs(inputs.definitions());
        for (int i = 0; i < inputs.definitions().size(); i++) {
            SloDefinition input = inputs.definitions().get(i);
            SloDefinition output = outputs.definitions().get(i);
            assertThat(output.version()).isEqualTo(input.version());
            assertThat(output.period()).isEqualTo(input.period());
            assertThat(output.objectives()).isEqualTo(input.objectives());
            assertThat(output.policies()).isEqualTo(input.policies());
            assertThat(input.policies()).isNotEmpty();
        }
    }

    /** The documents, with a source of ours in the place of Prometheus, and an SLO for every policy that has none. */
    private static Documents counted(String file, String side) throws IOException {
        String text = Files.readString(OpenSloOracle.folder()
                        .resolve("go-sdk/inline")
                        .resolve(side)
                        .resolve(file))
                .replaceAll("query: \\|\\R.*", "{selector: 'true', value: latencyMillis}")
                .replace("type: Prometheus", "type: slipstream");
        StringBuilder documents = new StringBuilder(text);
        if (!text.contains("kind: SLO")) {
            Matcher policy = Pattern.compile(
                            "(?m)^- apiVersion: openslo/v1\\R  kind: AlertPolicy\\R  metadata:\\R    name: (.*)$")
                    .matcher(text);
            while (policy.find()) {
                documents.append('\n').append(sloWith(policy.group(1)));
            }
        }
        return Documents.read(documents.toString().replaceAll("spec:\\R +\\{", "spec: {"));
    }

    private static String sloWith(String policy) {
        return """
                - apiVersion: openslo/v1
                  kind: SLO
                  metadata: {name: with-%1$s}
                  spec:
                    service: shop
                    indicator:
                      spec:
                        ratioMetric:
                          total: {metricSource: {spec: {selector: 'true'}}}
                          bad: {metricSource: {spec: {selector: status >= 500}}}
                    timeWindow: [{duration: 4w, isRolling: true}]
                    budgetingMethod: Occurrences
                    objectives: [{target: 0.99}]
                    alertPolicies: [{alertPolicyRef: %1$s}]
                """.formatted(policy);
    }

    @Test
    void slothsVersionIsRefused_withWhatToChange() throws IOException {
        List<Problem> errors =
                read("sloth/openslo-getting-started.yml", Reading.LENIENT).errors();

        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.key()).isEqualTo("apiVersion");
            assertThat(error.where().line()).isEqualTo(6);
            assertThat(error.message())
                    .contains("make it openslo/v1", "spec.indicator.spec.ratioMetric", "timeWindow:");
        });
    }

    private static Read read(String file, Reading reading) {
        Problems problems = new Problems();
        Catalogue catalogue = DefinitionsReader.read(
                YamlReader.read(OpenSloOracle.folder().resolve(file), file, problems), problems, reading);
        return new Read(catalogue, problems.all());
    }
}
