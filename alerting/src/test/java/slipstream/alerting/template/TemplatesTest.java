package slipstream.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.alerting.Alerts;
import slipstream.alerting.group.AlertGroup;

/** What Alertmanager's newer functions write, what goes wrong and how it is said, and what no template can do. */
class TemplatesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Alerts.T0.plus(Duration.ofMinutes(90)));
    private static final AlertGroup GROUP = AlertGroup.ofOne(Alerts.firing());
    private static final AlertGroup OVER = AlertGroup.ofOne(Alerts.resolved());

    private final Templates templates = Templates.standard(CLOCK);

    @Test
    void newerFunctionsWriteWhatIsSpeltOut() throws IOException, TemplateException {
        for (String line : TemplateCases.read("newer-functions.txt")) {
            String[] parts = line.split(" => ", 2);

            assertThat(text(parts[0])).as(parts[0]).isEqualTo(parts[1]);
        }
    }

    @Test
    void mistakesAreNamedWithTheirLine() throws IOException {
        for (String line : TemplateCases.read("mistakes.txt")) {
            String[] parts = line.split(" => ", 2);

            assertThatThrownBy(() -> text(parts[0]))
                    .as(parts[0])
                    .isInstanceOf(TemplateException.class)
                    .hasMessage(parts[1]);
        }
    }

    @Test
    void mistakeInAFileIsNamedWithTheFile_alsoWhenItShowsLate() throws TemplateException {
        Templates more = templates.with("team.tmpl", "{{ define \"late\" }}\n\n{{ toUpper 3 }}{{ end }}");

        assertThatThrownBy(() -> more.text("{{ template \"late\" . }}", data(GROUP)))
                .hasMessage("team.tmpl line 3: toUpper: argument 1 must be a string, is int");
        assertThatThrownBy(() -> templates.with("team.tmpl", "a\n{{ define \"x\" }}\n{{ if }}"))
                .hasMessage("team.tmpl line 3: unexpected \"}}\": expected a value in if");
    }

    @Test
    void fileTakesThePlaceOfOurText_butNotWhenItsOwnIsEmpty() throws TemplateException {
        Templates more = templates.with(
                "team.tmpl", "{{ define \"slack.default.title\" }}ours{{ end }}{{ define \"__subject\" }} {{ end }}");

        assertThat(more.text("{{ template \"slack.default.title\" . }}", data(GROUP)))
                .isEqualTo("ours");
        assertThat(more.text("{{ template \"__subject\" . }}", data(GROUP))).startsWith("[FIRING]");
        assertThat(templates.text("{{ template \"slack.default.title\" . }}", data(GROUP)))
                .startsWith("[FIRING]");
    }

    @Test
    void fileWithoutDefinitionsIsCalledByItsName() throws TemplateException {
        Templates more = templates.with("folder/team.tmpl", "{{ .Status }}!");

        assertThat(more.text("{{ template \"team.tmpl\" . }}", data(GROUP))).isEqualTo("firing!");
    }

    @Test
    void incidentIsPointedAt() throws TemplateException {
        TemplateData data = data(GROUP)
                .withIncident("7QK3M", "P0", "https://s.example/ack?t=a&u=b", "escalated to level 2 after 10m");

        assertThat(templates.text("{{ .Incident.ID }} {{ .Incident.Severity }} {{ .Incident.Note }}", data))
                .isEqualTo("7QK3M P0 escalated to level 2 after 10m");
        assertThat(templates.html("<a href=\"{{ .Incident.AcknowledgeURL }}\">", data))
                .isEqualTo("<a href=\"https://s.example/ack?t=a&amp;u=b\">");
        assertThat(text("{{ if .Incident.ID }}there{{ else }}none{{ end }}")).isEqualTo("none");
    }

    @Test
    @Timeout(120)
    void noTemplateHangsOrFillsTheMemory() throws IOException {
        for (String greedy : TemplateCases.read("greedy.txt")) {
            long begun = System.nanoTime();

            assertThatThrownBy(() -> text(greedy)).as(greedy).isInstanceOf(TemplateException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(greedy).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void deeplyNestedTemplatesAreRefused_notACrash() {
        for (String open : List.of("(", "{{ if true }}", "{{ range .Alerts }}")) {
            String start = open.equals("(") ? "{{ " : "";

            assertThatThrownBy(() -> text(start + open.repeat(100_000) + (start.isEmpty() ? "" : " }}")))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("deep");
        }
    }

    @Test
    void valueInAProgramIsRefused() {
        assertThatThrownBy(() -> templates.html("<script>var x = {{ .Status }}</script>", data(GROUP)))
                .hasMessageContaining("<script>");
        assertThatThrownBy(() -> templates.html("<a onclick=\"{{ .Status }}\">", data(GROUP)))
                .hasMessageContaining("onclick");
    }

    @Test
    void tenThousandAlertsAreFilledInWithinTheBudget() throws TemplateException {
        AlertGroup many =
                new AlertGroup("{}", new TreeMap<>(), java.util.Collections.nCopies(10_000, Alerts.firing()), "x");

        String text = templates.text("{{ template \"slack.default.text\" . }}", data(many));

        assertThat(text).contains("… and 9990 more").hasSizeLessThan(20 * 1024);
        assertThat(templates.html("{{ template \"email.default.html\" . }}", data(many)))
                .contains("… and 9990 more")
                .hasSizeLessThan(20 * 1024);
    }

    private String text(String template) throws TemplateException {
        return templates.text(template, data(template.startsWith("{{/*over*/}}") ? OVER : GROUP));
    }

    private static TemplateData data(AlertGroup group) {
        return TemplateData.of("team-X", "http://slipstream:8080", group);
    }
}
