package slipstream.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.Alerts;
import slipstream.alerting.group.AlertGroup;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

class TemplateFilesTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void filesTakeThePlaceOfOurTexts_inTheOrderOfTheirNames() throws IOException, TemplateException {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/a.tmpl"), "{{ define \"slack.default.title\" }}a{{ end }}");
        Files.writeString(folder.resolve("templates/b.tmpl"), "{{ define \"slack.default.title\" }}b{{ end }}");
        Files.writeString(folder.resolve("templates/c.txt"), "{{ define \"slack.default.title\" }}c{{ end }}");

        Templates read = read("templates: ['templates/*.tmpl']");

        assertThat(problems.all()).isEmpty();
        assertThat(read.text(
                        "{{ template \"slack.default.title\" . }}",
                        TemplateData.of("x", "http://s", AlertGroup.ofOne(Alerts.firing()))))
                .isEqualTo("b");
    }

    @Test
    void mistakeInAFileIsAnErrorWithFileAndLine() throws IOException {
        Files.writeString(folder.resolve("bad.tmpl"), "\n{{ define \"x\" }}{{ nonsense }}{{ end }}");

        read("templates: ['" + folder.resolve("bad.tmpl") + "']");

        assertThat(problems.all())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("bad.tmpl line 2: there is no function \"nonsense\"");
    }

    @Test
    void patternThatFitsNothingIsAWarning() throws IOException {
        read("templates: ['nowhere/*.tmpl']");

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("'nowhere/*.tmpl' fits no file");
    }

    private Templates read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), yaml + "\n");
        return YamlReader.read(file, problems).get(0).asFields(problems).stream()
                .map(root -> TemplateFiles.read(root, folder, Templates.standard()))
                .findFirst()
                .orElseThrow();
    }
}
