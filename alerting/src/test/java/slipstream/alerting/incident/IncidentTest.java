package slipstream.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.contract.topic.JsonSerde;

class IncidentTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/incident");
    private static final JsonSerde<Incident> JSON = JsonSerde.of(Incident.class);

    @Test
    void timelineTellsTheStory() {
        Incident incident = Incidents.resolved();

        assertThat(incident.timeline())
                .extracting(TimelineEntry::kind)
                .containsExactly(
                        TimelineEntry.Kind.DETECTED,
                        TimelineEntry.Kind.TOLD,
                        TimelineEntry.Kind.JOINED,
                        TimelineEntry.Kind.ESCALATED,
                        TimelineEntry.Kind.ACKNOWLEDGED,
                        TimelineEntry.Kind.IDENTIFIED,
                        TimelineEntry.Kind.MITIGATED,
                        TimelineEntry.Kind.RESOLVED);
        assertThat(incident.timeToAcknowledge()).contains(Duration.ofMinutes(4));
        assertThat(incident.timeToMitigate()).contains(Duration.ofMinutes(20));
        assertThat(incident.timeToResolve()).contains(Duration.ofMinutes(35));
    }

    @Test
    void statusFollowsWhatIsKnown() {
        Incident open = Incidents.open();

        assertThat(open.status()).isEqualTo(IncidentStatus.INVESTIGATING);
        Incident identified = open.identified(Incidents.at(5), "ana", "a bad deploy");
        assertThat(identified.status()).isEqualTo(IncidentStatus.MITIGATING);
        Incident mitigated = identified.mitigated(Incidents.at(6), "ana", "");
        assertThat(mitigated.status()).isEqualTo(IncidentStatus.MITIGATED);
        assertThat(mitigated.resolved(Incidents.at(7), "slipstream", "").status())
                .isEqualTo(IncidentStatus.RESOLVED);
    }

    @Test
    void theFirstWhoAcknowledgesHasIt_andTheSecondIsNoted() {
        Incident incident = Incidents.open()
                .acknowledged(Incidents.at(1), "ana", "chat", "")
                .acknowledged(Incidents.at(2), "bo", "link", "");

        assertThat(incident.acknowledged()).contains(new Acknowledgement(Incidents.at(1), "ana", "chat"));
        assertThat(incident.timeline().get(2).kind()).isEqualTo(TimelineEntry.Kind.NOTED);
        assertThat(incident.timeline().get(2).who()).isEqualTo("bo");
    }

    @Test
    void timeToAcknowledgeIsThatOfTheFirstTime_alsoWhenItWasTakenBack() {
        Incident incident = Incidents.open()
                .acknowledged(Incidents.at(3), "ana", "chat", "")
                .unacknowledged(Incidents.at(5), "ana", "asleep")
                .acknowledged(Incidents.at(9), "bo", "chat", "");

        assertThat(incident.timeToAcknowledge()).contains(Duration.ofMinutes(3));
        assertThat(incident.acknowledged().orElseThrow().by()).isEqualTo("bo");
    }

    @Test
    void whatIsGivenBackEscalatesFromTheBeginning() {
        Incident incident = Incidents.open()
                .escalatedUpTo(Incidents.at(2))
                .acknowledged(Incidents.at(3), "ana", "chat", "")
                .unacknowledged(Incidents.at(5), "ana", "asleep");

        assertThat(incident.escalatesFrom()).isEqualTo(Incidents.at(5));
        assertThat(incident.escalatedUpTo()).isEmpty();
    }

    @Test
    void aReopenedIncidentEscalatesFromTheBeginning_andHasToBeTakenUpAgain() {
        Incident incident = Incidents.resolved().reopened(Incidents.at(40), "fires again");

        assertThat(incident.isOpen()).isTrue();
        assertThat(incident.acknowledged()).isEmpty();
        assertThat(incident.escalatesFrom()).isEqualTo(Incidents.at(40));
        assertThat(incident.openedAt()).isEqualTo(Incidents.at(0));
    }

    @Test
    void whatIsResolvedStaysAsItWasResolved() {
        Incident incident = Incidents.resolved();

        assertThat(incident.resolved(Incidents.at(99), "bo", "again")).isSameAs(incident);
    }

    @Test
    void responseIsInTime_upToTheDeadline() {
        Instant deadline = Incidents.at(15);

        assertThat(Incidents.open().isRespondedInTime(deadline, deadline)).isEmpty();
        assertThat(Incidents.open().isRespondedInTime(deadline, deadline.plusMillis(1)))
                .contains(false);
        assertThat(Incidents.open()
                        .acknowledged(deadline, "ana", "api", "")
                        .isRespondedInTime(deadline, Incidents.at(60)))
                .contains(true);
        assertThat(Incidents.open()
                        .acknowledged(Incidents.at(16), "ana", "api", "")
                        .isRespondedInTime(deadline, Incidents.at(60)))
                .contains(false);
    }

    @Test
    void timelineIsBounded_andKeepsWhatCounts() {
        Incident incident = Incidents.open().acknowledged(Incidents.at(1), "ana", "api", "");
        for (int i = 0; i < 1_000; i++) {
            incident = incident.told(Incidents.at(2), "team/slack[0]", "accepted")
                    .noted(Incidents.at(2), "bo", "note " + i);
        }

        assertThat(incident.timeline()).hasSize(Timeline.MAX_ENTRIES);
        assertThat(incident.timeline().get(0).kind()).isEqualTo(TimelineEntry.Kind.DETECTED);
        assertThat(incident.timeline().get(1).kind()).isEqualTo(TimelineEntry.Kind.ACKNOWLEDGED);
        assertThat(incident.timeline().get(199).text()).isEqualTo("note 999");
    }

    @Test
    void fingerprintsAreBounded() {
        Incident incident = Incidents.open();
        for (int i = 0; i < 2_000; i++) {
            incident = incident.joined(Incidents.at(1), String.format("%016x", i), "alert " + i);
        }

        assertThat(incident.fingerprints()).hasSize(Incident.MAX_FINGERPRINTS);
        assertThat(incident.timeline()).hasSize(Timeline.MAX_ENTRIES);
    }

    @Test
    void textsAreOneLineAndNotEndless() {
        Incident incident = Incidents.open().noted(Incidents.at(1), "ana", "one\r\ntwo" + "x".repeat(5_000));

        TimelineEntry note = incident.timeline().get(1);
        assertThat(note.text()).startsWith("one two").hasSize(TimelineEntry.MAX_TEXT_CHARS);
    }

    /** A request may hold half of a pair of surrogates, which no JSON in UTF-8 can. */
    @Test
    void halvesOfCharactersDoNotKeepItFromBeingStored() {
        Incident incident = Incidents.open()
                .acknowledged(Incidents.at(1), "ana\ud83d", "api", "on it \udd25")
                .identified(Incidents.at(2), "ana", "x".repeat(998) + "\ud83d\udd25\ud83d\udd25");

        Incident read = JSON.read(JSON.write(incident));

        assertThat(read).isEqualTo(incident);
        assertThat(read.acknowledged().orElseThrow().by()).isEqualTo("ana?");
        assertThat(read.cause()).endsWith("x?…");
    }

    @Test
    void jsonIsTheGoldenFile_andReadsBack() throws IOException {
        Incident incident = Incidents.resolved().withBudgetSpent(0.021);

        String json = new String(JSON.write(incident), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo(Files.readString(GOLDEN.resolve("resolved.json")).strip());
        assertThat(JSON.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(incident);
    }

    @Test
    void jsonOfAnotherReleaseCanBeRead() {
        String json = """
                {"id":"7QK3M","groupKey":"{}:{}","openedAt":"2026-08-22T10:00:00Z","colour":"red",
                 "timeline":[{"at":"2026-08-22T10:00:00Z","kind":"teleported","who":"ana"}]}
                """;

        Incident incident = JSON.read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(incident.escalatesFrom()).isEqualTo(incident.openedAt());
        assertThat(incident.acknowledged()).isEqualTo(Optional.empty());
        assertThat(incident.timeline().get(0).kind()).isEqualTo(TimelineEntry.Kind.OTHER);
    }
}
