package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        String written = Golden.text("observation-request.json") + Golden.text("observation-probe.json");

        Matcher field = Pattern.compile("[{,]\"(\\w+)\":")
                .matcher(written.replaceAll("\"attributes\":\\{.*?}", "\"attributes\":0"));
        int fields = 0;
        while (field.find()) {
            fields++;
            assertThat(described).contains(field.group(1));
        }
        assertThat(fields).isGreaterThan(20);
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

        List<SloDefinition> definitions =
                DefinitionsReader.read(YamlReader.parse(block("yaml"), "README.md", problems), problems);

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
