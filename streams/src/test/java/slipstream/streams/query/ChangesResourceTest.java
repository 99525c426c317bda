package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.streams.slice.ServiceChange;

class ChangesResourceTest {
    private static final long T0 = Sample.T0.toEpochMilli();

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start();
        server.changes.add(new ServiceChange("web", T0 - 60_000, "deploy", "v2.3"));
        server.changes.add(new ServiceChange("web", T0, "backup", ""));
        server.changes.add(new ServiceChange("shop", T0 - 30_000, "deploy", "v9"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void changesAreListedNewestFirst() throws Exception {
        JsonNode body = server.json("/api/v1/changes");

        assertThat(body.get("now").asText()).isEqualTo(RunningServer.NOW.toString());
        assertThat(body.get("changes").findValuesAsText("kind")).containsExactly("backup", "deploy", "deploy");
        assertThat(body.get("changes").findValuesAsText("version")).containsExactly("", "v9", "v2.3");
    }

    @Test
    void thoseOfOneServiceAreAskedFor() throws Exception {
        JsonNode changes = server.json("/api/v1/changes?service=web").get("changes");

        assertThat(changes.findValuesAsText("service")).containsOnly("web");
        assertThat(changes.get(1).get("at").asText())
                .isEqualTo(Sample.T0.minusSeconds(60).toString());
        assertThat(server.json("/api/v1/changes?service=other").get("changes")).isEmpty();
    }

    @Test
    void whileStateIsMovedTheAnswerSaysSo() throws Exception {
        server.unavailable = true;

        HttpResponse<String> refused = server.get("/api/v1/changes");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("changes_unavailable");
    }
}
