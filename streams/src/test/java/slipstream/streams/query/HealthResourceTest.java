package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.health.Health;

class HealthResourceTest {
    @ParameterizedTest
    @CsvSource({"UP,200,200", "WAITING,200,503", "DOWN,503,503"})
    void answerFollowsTheWorstPart(Health.State worst, int live, int ready) throws Exception {
        try (RunningServer server = RunningServer.start()) {
            server.health.add(new Health("streams", Health.State.UP, "running"));
            server.health.add(new Health("status view", worst, "because of the test"));
            server.health.add(new Health("disk", Health.State.UP, "has room"));

            HttpResponse<String> liveAnswer = server.get("/health/live");
            HttpResponse<String> readyAnswer = server.get("/health/ready");

            assertThat(liveAnswer.statusCode()).isEqualTo(live);
            assertThat(readyAnswer.statusCode()).isEqualTo(ready);
            for (HttpResponse<String> answer : java.util.List.of(liveAnswer, readyAnswer)) {
                JsonNode body = RunningServer.parse(answer.body());
                assertThat(body.get("status").asText()).isEqualTo(worst.word());
                assertThat(body.get("parts").findValuesAsText("part"))
                        .containsExactly("streams", "status view", "disk");
                assertThat(body.get("parts").get(1).get("state").asText()).isEqualTo(worst.word());
                assertThat(body.get("parts").get(1).get("reason").asText()).isEqualTo("because of the test");
            }
        }
    }
}
