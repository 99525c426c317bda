package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** Reads the OpenSLO documents that others wrote. They lie beside the repository and are not part of it. */
class OpenSloOraclesTest {
    /** Kinds that are read; of the others only the name is taken, and it stands in the refusal. */
    private static final Set<String> SUPPORTED_KINDS = Set.of("SLO", "SLI", "Service", "DataSource");

    /** What these documents may be refused for: each is a plain word about something this release does not do. */
    private static final Pattern NOT_SUPPORTED = Pattern.compile("is not supported yet|are not supported");

    private Path oracles;

    @BeforeEach
    void findOracles() {
        Optional<Path> found = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            found = Optional.of(at.resolve("shared/oracles/openslo")).filter(Files::isDirectory);
        }
        assumeTrue(found.isPresent(), "skipped: there is no shared/oracles/openslo beside this repository");
        oracles = found.get();
    }

    record Oracle(String file, boolean isValid, boolean isFragment, List<String> apiVersions, List<String> kinds) {
        /** Whether nothing but names for people is in it, which this release reads without a word. */
        boolean usesOnlyWhatIsSupported() {
            return isValid && kinds.stream().allMatch(kind -> kind.equals("Service") || kind.equals("DataSource"));
        }
    }

    @Test
    void documentsThatUseOnlyWhatIsSupportedLoad() throws IOException {
        List<Oracle> supported =
                manifest().stream().filter(Oracle::usesOnlyWhatIsSupported).toList();

        assertThat(supported).hasSizeGreaterThan(5);
        for (Oracle oracle : supported) {
            assertThat(read(oracle))
                    .filteredOn(OpenSloOraclesTest::isError)
                    .as(oracle.file())
                    .isEmpty();
        }
    }

    @Test
    void everyOtherDocumentIsRefused_andSaysWhatIsNotSupported() throws IOException {
        List<Oracle> others = manifest().stream()
                .filter(oracle -> oracle.isValid() && !oracle.isFragment() && !oracle.usesOnlyWhatIsSupported())
                .toList();

        assertThat(others).hasSizeGreaterThan(15);
        for (Oracle oracle : others) {
            List<Problem> errors =
                    read(oracle).stream().filter(OpenSloOraclesTest::isError).toList();
            assertThat(errors).as(oracle.file()).isNotEmpty().anyMatch(OpenSloOraclesTest::isNotSupported);
            oracle.kinds().stream()
                    .filter(kind -> !SUPPORTED_KINDS.contains(kind))
                    .forEach(kind -> assertThat(errors)
                            .as(oracle.file())
                            .anyMatch(error -> error.message().startsWith(kind + " is not supported yet")));
        }
    }

    @Test
    void nothingElseIsSaidAgainstThem() throws IOException {
        Set<String> complaints = new TreeSet<>();
        for (Oracle oracle : manifest()) {
            if (oracle.isValid() && !oracle.isFragment()) {
                read(oracle).stream()
                        .filter(problem -> isError(problem) && !isNotSupported(problem))
                        .forEach(problem ->
                                complaints.add(oracle.file() + ": " + problem.key() + ": " + problem.message()));
            }
        }

        assertThat(complaints)
                .containsExactly(
                        "go-sdk/decode/v1_slos.yaml: spec.timeWindow: must list exactly one window, lists 0",
                        "spec-repo/examples/budgeting-method/timeslices-slo.yaml: spec.timeWindow[0].duration: must be whole"
                                + " hours from 1d to 366d, such as 30d or 4w, is '1m'");
    }

    @Test
    void foreignMetricSourcesAreTheWholeComplaintAboutAnIndicator() throws IOException {
        Set<String> foreign = new TreeSet<>();
        Pattern type = Pattern.compile("metric sources of type '(\\w+)' are not supported");
        for (Oracle oracle : manifest()) {
            if (!oracle.isValid() || oracle.isFragment()) {
                continue;
            }
            for (Problem problem : read(oracle)) {
                Matcher said = type.matcher(problem.message());
                if (said.find()) {
                    foreign.add(said.group(1));
                } else if (problem.key().contains("metricSource")) {
                    throw new AssertionError(oracle.file() + ": " + problem);
                }
            }
        }

        assertThat(foreign).contains("Prometheus", "Datadog", "AppDynamics", "Any");
    }

    @Test
    void everyFileOfAnEarlierVersionIsRefusedForThat() throws IOException {
        List<Oracle> earlier = manifest().stream()
                .filter(oracle -> oracle.apiVersions().contains("openslo/v1alpha"))
                .toList();

        assertThat(earlier).isNotEmpty();
        for (Oracle oracle : earlier) {
            assertThat(read(oracle))
                    .extracting(Problem::message)
                    .containsOnly("'openslo/v1alpha' is not supported yet, openslo/v1 is");
        }
    }

    @Test
    void noFileMakesTheReaderThrow_andNoFaultyOneLoadsInSilence() throws IOException {
        List<Oracle> all = manifest();

        assertThat(all).hasSizeGreaterThan(40);
        for (Oracle oracle : all) {
            List<Problem> problems = read(oracle);
            boolean mattersHere = oracle.kinds().stream()
                    .anyMatch(kind -> !Set.of("DataSource", "Service").contains(kind));
            if (!oracle.isValid() && mattersHere) {
                assertThat(problems).as(oracle.file()).anyMatch(OpenSloOraclesTest::isError);
            }
        }
    }

    private List<Problem> read(Oracle oracle) {
        Problems problems = new Problems();
        DefinitionsReader.read(YamlReader.read(oracles.resolve(oracle.file()), oracle.file(), problems), problems);
        return problems.all();
    }

    private List<Oracle> manifest() throws IOException {
        List<Oracle> files = new ArrayList<>();
        for (JsonNode file :
                new ObjectMapper().readTree(oracles.resolve("manifest.json").toFile())) {
            List<String> kinds = new ArrayList<>();
            List<String> versions = new ArrayList<>();
            file.get("documents").forEach(document -> {
                kinds.add(document.path("kind").asText());
                versions.add(document.path("apiVersion").asText());
            });
            files.add(new Oracle(
                    file.get("file").asText(),
                    file.get("spec_text_valid").asBoolean(),
                    file.path("fragment_or_schema").asBoolean(false),
                    versions,
                    kinds));
        }
        return files;
    }

    private static boolean isError(Problem problem) {
        return problem.level() == Problem.Level.ERROR;
    }

    private static boolean isNotSupported(Problem problem) {
        return NOT_SUPPORTED.matcher(problem.message()).find();
    }
}
