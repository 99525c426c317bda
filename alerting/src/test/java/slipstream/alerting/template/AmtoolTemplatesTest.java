package slipstream.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.group.AlertGroup;

/** Templates spelt out in a file, and random alerts: ours writes what amtool writes. Skipped where there is no amtool. */
class AmtoolTemplatesTest {
    private static final int GROUPS = 3;

    @TempDir
    Path folder;

    private final Templates templates = Templates.standard(InstantSource.system());

    @BeforeEach
    void needsAmtool() {
        assumeTrue(isOnThePath("amtool"), "skipped: amtool is not installed (Debian: prometheus-alertmanager)");
    }

    @Test
    @Timeout(240)
    void textIsThatOfAmtool() throws IOException, InterruptedException {
        compare("text", TemplateCases.read("text-cases.txt"));
    }

    @Test
    @Timeout(240)
    void htmlIsThatOfAmtool() throws IOException, InterruptedException {
        compare("html", TemplateCases.read("html-cases.txt"));
    }

    /** Alternates between the groups, so that each template meets one of them and all templates meet all sorts of data. */
    private void compare(String type, List<String> cases) throws IOException, InterruptedException {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            int seed = i % GROUPS;
            AlertGroup group = RandomGroups.of(new Random(seed));
            Path data = folder.resolve("data-" + seed + ".json");
            Files.writeString(data, RandomGroups.json("team-X", "http://slipstream:8080", group));
            String theirs = amtool(type, cases.get(i), data);
            String ours = ours(type, cases.get(i), TemplateData.of("team-X", "http://slipstream:8080", group));
            if (!ours.equals(theirs)) {
                differences.add("%s template, group of seed %d:%n%s%n  amtool: %s%n  ours:   %s"
                        .formatted(type, seed, cases.get(i), theirs, ours));
            }
        }

        assertThat(cases).hasSizeGreaterThan(40);
        assertThat(differences).isEmpty();
    }

    private String ours(String type, String template, TemplateData data) {
        try {
            return type.equals("text") ? templates.text(template, data) : templates.html(template, data);
        } catch (TemplateException e) {
            return "fails";
        }
    }

    private String amtool(String type, String template, Path data) throws IOException, InterruptedException {
        Path definitions = Files.writeString(folder.resolve("empty.tmpl"), "{{ define \"none\" }}{{ end }}");
        Process process = new ProcessBuilder(
                        "amtool",
                        "template",
                        "render",
                        "--template.glob=" + definitions,
                        "--template.type=" + type,
                        "--template.data=" + data,
                        "--template.text=" + template)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0 ? said : "fails";
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
