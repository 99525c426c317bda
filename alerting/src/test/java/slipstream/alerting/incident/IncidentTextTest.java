package slipstream.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/incident");

    @ParameterizedTest
    @EnumSource(IncidentText.Form.class)
    void textIsTheGoldenFile(IncidentText.Form form) throws IOException {
        Incident incident = form == IncidentText.Form.RESOLUTION
                ? Incidents.resolved().withBudgetSpent(0.021)
                : Incidents.open().acknowledged(Incidents.at(4), "bo", "chat", "on it");

        IncidentText text = IncidentText.of(
                form, incident, Optional.of(Incidents.at(15)), Incidents.at(5), IncidentSettings.DEFAULT);

        assertThat("Subject: " + text.subject() + "\n\n" + text.text())
                .isEqualTo(Files.readString(GOLDEN.resolve(form.word() + ".txt")));
    }

    @Test
    void ownTemplatesTakeTheirPlace() {
        IncidentSettings settings = new IncidentSettings(
                "Shop",
                "",
                Optional.of("https://wiki.example/pm/{id}"),
                Duration.ofHours(1),
                Map.of(
                        IncidentText.Form.INITIAL,
                        new IncidentText.Template("{id} {severity}", "See {post_mortem} at {next_update}")));

        IncidentText text = IncidentText.of(
                IncidentText.Form.INITIAL, Incidents.open(), Optional.empty(), Incidents.at(0), settings);

        String id = Incidents.open().id();
        assertThat(text.subject()).isEqualTo(id + " P0");
        assertThat(text.text()).isEqualTo("See https://wiki.example/pm/" + id + " at 2026-08-22 11:00 UTC\n");
    }

    @Test
    void whatAnAlertSaysIsNotATemplate_andNotASecondHeader() {
        Incident incident = Incident.open(
                "{}:{}", new TreeMap<>(), "{id} $1\r\nBcc: everybody", Optional.empty(), "", Incidents.T0, id -> false);

        IncidentText text = IncidentText.of(
                IncidentText.Form.INITIAL, incident, Optional.empty(), Incidents.T0, IncidentSettings.DEFAULT);

        assertThat(text.subject()).isEqualTo("[INCIDENT] {id} $1 Bcc: everybody");
    }
}
