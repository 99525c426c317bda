package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.api.ApiServer;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.GroupStatus;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;

/** The commands with which people silence and acknowledge, against the real server of alerting. */
class PeopleCommandsTest {
    private static final String TOKEN = "a-token-of-twenty-four-c";

    private final Desk desk = new Desk();
    private final ApiServer server = new ApiServer(
            new ListenAddress("127.0.0.1", 0, Optional.of(new AccessToken(TOKEN))),
            desk,
            new ApiServer.Surroundings(
                    "http://127.0.0.1:9093", "test", List::of, () -> {}, Instant::now, new SimpleMeterRegistry()));

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server.start();
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void silenceIsAddedListedAndExpired() {
        Said added = say(
                "silence",
                "add",
                "service=\"shop\"",
                "zone!~eu.*",
                "--for",
                "2h",
                "--comment",
                "deploy",
                "--author",
                "ann");

        assertThat(added.exitCode()).as(added.err()).isZero();
        String id = added.outLines().get(0);
        Silence silence = desk.silences().get(0);
        assertThat(silence.id()).isEqualTo(id);
        assertThat(silence.matchers()).hasToString("{service=\"shop\",zone!~\"eu.*\"}");
        assertThat(say("silence", "list").out())
                .startsWith(id + "  active  until ")
                .contains("{service=\"shop\", zone!~\"eu.*\"}  ann: deploy");
        assertThat(say("silence", "list", "service=shop").outLines()).hasSize(1);
        assertThat(say("silence", "list", "service=pay").out()).startsWith("no silences");
        assertThat(say("silence", "expire", id).out()).isEqualTo(id + " has ended\n");
        assertThat(say("silence", "list").out()).startsWith("no silences");
        assertThat(say("silence", "list", "--expired").out()).contains(id, "expired");
    }

    @Test
    void incidentIsAcknowledged() {
        Incident incident = desk.open("checkout is down");

        assertThat(say("incidents").out()).contains(incident.id() + "  P0  investigating", "nobody has it");
        Said said = say("ack", incident.id(), "--by", "ann", "--note", "rolling back");

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out()).contains("ann has it  checkout is down");
        assertThat(say("ack", "ZZZZZ").err()).contains("there is no incident ZZZZZ");
    }

    @Test
    void commandsSayWhatIsWrong() throws IOException {
        assertThat(say("silence", "add", "service", "--comment", "x").exitCode())
                .isEqualTo(2);
        assertThat(say("silence", "add", "service=~.*", "--comment", "x").err())
                .contains("at least one matcher must not match the empty string");
        assertThat(say("silence", "add", "a=b", "--for", "long", "--comment", "x")
                        .err())
                .contains("--for");
        assertThat(say("silence", "expire", "3b15fd16-0000-4000-8000-000000000000")
                        .exitCode())
                .isEqualTo(1);
        assertThat(say("explain", "nonsense").exitCode()).isEqualTo(2);
        assertThat(say("explain", "9266ef3da838ad95").out()).startsWith("nothing has been decided");
        assertThat(Said.by("incidents", "--url", "http://127.0.0.1:" + server.port())
                        .err())
                .contains("asks for a token: give it with --token-file");
        assertThat(Said.by("incidents", "--url", "127.0.0.1:9093").exitCode()).isEqualTo(2);
    }

    @Test
    void absentServerIsNamedWithWhatToDo() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Said said = Said.by("incidents", "--url", "http://127.0.0.1:" + port);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("nothing answers at http://127.0.0.1:" + port, "--url")
                .doesNotContain("\tat ");
    }

    private Said say(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + server.port(),
                "--token-file",
                folder.resolve("token").toString()));
        return Said.by(all.toArray(new String[0]));
    }

    /** Remembers silences and incidents in memory. */
    private static final class Desk implements AlertDesk {
        private final Map<String, Silence> silences = new LinkedHashMap<>();
        private final Map<String, Incident> incidents = new LinkedHashMap<>();

        synchronized Incident open(String title) {
            Incident incident = Incident.open(
                    "{}:{}", new TreeMap<>(), title, Optional.of("P0"), "", Instant.now(), incidents::containsKey);
            incidents.put(incident.id(), incident);
            return incident;
        }

        @Override
        public List<AlertStatus> alerts() {
            return List.of();
        }

        @Override
        public List<GroupStatus> groups() {
            return List.of();
        }

        @Override
        public List<String> receivers() {
            return List.of();
        }

        @Override
        public synchronized List<Silence> silences() {
            return List.copyOf(silences.values());
        }

        @Override
        public void post(List<AlertEvent> alerts) {
            throw new UnsupportedOperationException("these commands post no alerts");
        }

        @Override
        public synchronized void set(Silence silence) {
            silences.put(silence.id(), silence);
        }

        @Override
        public synchronized List<Incident> incidents() {
            return List.copyOf(incidents.values());
        }

        @Override
        public synchronized IncidentAction.Result act(IncidentAction action) {
            Optional<Incident> changed = incident(action.incidentId()).map(found -> action.on(found, Instant.now()));
            changed.ifPresent(incident -> incidents.put(incident.id(), incident));
            IncidentAction.Outcome outcome =
                    changed.isPresent() ? IncidentAction.Outcome.DONE : IncidentAction.Outcome.UNKNOWN;
            return new IncidentAction.Result(outcome, changed);
        }

        @Override
        public String configuration() {
            return "";
        }
    }
}
