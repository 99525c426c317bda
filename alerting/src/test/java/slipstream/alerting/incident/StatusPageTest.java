package slipstream.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.topic.JsonSerde;

class StatusPageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/incident");

    @Test
    void pageIsTheGoldenFile() throws IOException {
        StatusPage page = StatusPage.of(
                List.of(Incidents.resolved()), incident -> "critical", Incidents.at(60), IncidentSettings.DEFAULT);

        String json = new String(JsonSerde.of(StatusPage.class).write(page), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo(Files.readString(GOLDEN.resolve("status-page.json")).strip());
    }

    @Test
    void namesOfPeopleAndReceiversAndTheirNotesAreNotPublic() {
        Incident incident = Incidents.resolved().noted(Incidents.at(36), "ana", "the customer is angry");

        StatusPage page =
                StatusPage.of(List.of(incident), found -> "major", Incidents.at(60), IncidentSettings.DEFAULT);

        assertThat(new String(JsonSerde.of(StatusPage.class).write(page), StandardCharsets.UTF_8))
                .doesNotContain("ana", "angry", "slack", "@oncall", "on it", "rolled back");
    }

    @Test
    void theWorstOpenIncidentCounts() {
        assertThat(indicator(List.of())).isEqualTo("none");
        assertThat(indicator(List.of(Incidents.resolved()))).isEqualTo("none");
        assertThat(indicator(List.of(Incidents.resolved(), Incidents.open()))).isEqualTo("major");
    }

    private static String indicator(List<Incident> incidents) {
        return StatusPage.of(incidents, incident -> "major", Incidents.at(60), IncidentSettings.DEFAULT)
                .status()
                .indicator();
    }
}
