package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.SloDefinition;

/** What the README of this module says about observations and documents is what the code does. */
class ReadmeTest {
    @Test
    void theReasonsAreThoseOfTheCode() throws IOException {
        List<String> reasons = firstColumn("## Observations", "## Definitions").stream()
                .filter(cell -> Arrays.stream(RejectReason.values())
                        .anyMatch(reason -> reason.word().equals(cell)))
                .toList();

        assertThat(reasons)
                .containsExactlyElementsOf(Arrays.stream(RejectReason.values())
                        .map(RejectReason::word)
                        .toList());
    }

    @Test
    void everyFieldThatIsWrittenIsDescribed() throws IOException {
        List<String> described = firstColumn("## Observations", "## Definitions");
        String written = Golden.text("observation-request.json")
                + Golden.text("observation-probe.json")
                + Golden.text("observation-probe-certificate.json")
                + Golden.text("observation-sample.json")
                + Golden.text("observation-log.json")
                + Golden.text("observation-change.json")
                + Golden.text("observation-vital.json")
                + Golden.text("observation-incident.json");

        Matcher field = Pattern.compile("[{,]\"(\\w+)\":")
                .matcher(written.replaceAll("\"attributes\":\\{.*?}", "\"attributes\":0"));
        int fields = 0;
        while (field.find()) {
            fields++;
            assertThat(described).contains(field.group(1));
        }
        assertThat(fields).isGreaterThan(60);
    }

    @Test
    void eachFieldIsSaidToBeInTheTypesThatHaveIt() throws IOException {
        String readme = readme();
        Matcher row = Pattern.compile("(?m)^\\| (`[^|]*`) \\| ([^|]*) \\|")
                .matcher(readme.substring(readme.indexOf("## Observations"), readme.indexOf("What is refused")));
        Set<String> described = new TreeSet<>();
        while (row.find()) {
            String types = row.group(2).replaceAll(" [¹²]", "").replace(" (required)", "");
            if (!types.startsWith("all")) {
                for (String field : row.group(1).replace("`", "").split(", ", -1)) {
                    Arrays.stream(types.split(", ", -1)).forEach(type -> described.add(type + "." + field));
                }
            }
        }

        Set<String> known = new TreeSet<>();
        for (ObservationType type : ObservationType.values()) {
            type.fields().forEach(field -> known.add(type.word() + "." + field));
        }

        assertThat(described).isEqualTo(known);
    }

    @Test
    void theExampleObservationIsAccepted() throws Exception {
        byte[] json = block("json").getBytes(UTF_8);

        Observation observation = new ObservationCodec(Observations.bounds()).read(json, 0, json.length);

        assertThat(observation.service()).isEqualTo("checkout");
        assertThat(observation.status()).isEqualTo(503);
    }

    @Test
    void theExampleDocumentLoads() throws IOException {
        Problems problems = new Problems();

        List<SloDefinition> definitions = DefinitionsReader.read(
                        YamlReader.parse(block("yaml"), "README.md", problems), problems)
                .slos();

        assertThat(problems.all()).isEmpty();
        assertThat(definitions).extracting(slo -> slo.id().name()).containsExactly("checkout-availability");
    }

    private static List<String> firstColumn(String from, String to) throws IOException {
        String readme = readme();
        Matcher cell = Pattern.compile("(?m)^\\| (`[^|]*`) \\|")
                .matcher(readme.substring(readme.indexOf(from), readme.indexOf(to)));
        return cell.results()
                .flatMap(match -> Arrays.stream(match.group(1).split(", ", -1)))
                .map(name -> name.replace("`", ""))
                .toList();
    }

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme());
        assertThat(block.find()).isTrue();
        return block.group(1).strip();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
