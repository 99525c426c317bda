package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesResourceTest {
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start();
        server.rules.add(SampleRules.rule("SearchIsSlow", "search", SampleRules.SLOW));
        server.rules.add(SampleRules.rule("CartIsSlow", "cart", SampleRules.SLOW));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rulesAreListedByName_withWhatTheyWatchInWords() throws Exception {
        JsonNode body = server.json("/api/v1/rules");

        JsonNode rules = body.get("rules");
        assertThat(rules.findValuesAsText("rule")).containsExactly("CartIsSlow", "SearchIsSlow");
        JsonNode cart = rules.get(0);
        assertThat(cart.get("service").asText()).isEqualTo("cart");
        assertThat(cart.get("severity").asText()).isEqualTo("ticket");
        assertThat(cart.get("observes").asText()).isEqualTo("all, of those where service == 'cart'");
        assertThat(cart.get("value").asText()).isEqualTo("latencyMillis");
        assertThat(cart.get("condition").asText()).isEqualTo("mean over 5m > 300 for 2m");
        assertThat(cart.get("labels").get("team").asText()).isEqualTo("shop");
        assertThat(cart.has("groupBy")).isFalse();
        assertThat(body.get("now").asText()).isEqualTo(RunningServer.NOW.toString());
    }

    @Test
    void ruleFires_whileOneOfItsOwnAlertsDoes() throws Exception {
        server.view.update(SampleRules.firing(server.rules.get(0), Sample.T0));
        server.view.update(Sample.firing(Sample.availability("CartIsSlow", "cart", "0.9"), "page", Sample.T0));

        JsonNode rules = server.json("/api/v1/rules").get("rules");

        assertThat(rules.get(0).get("firing").asBoolean()).isFalse();
        assertThat(rules.get(0).get("alerts")).isEmpty();
        assertThat(rules.get(1).get("firing").asBoolean()).isTrue();
        assertThat(rules.get(1)
                        .get("alerts")
                        .get(0)
                        .get("measured")
                        .get("value")
                        .asDouble())
                .isEqualTo(512);
    }

    @Test
    void rulesOfOneServiceAreAskedByItsName_andAnEmptyNameIsRefused() throws Exception {
        JsonNode rules = server.json("/api/v1/rules?service=search").get("rules");
        HttpResponse<String> empty = server.get("/api/v1/rules?service=");

        assertThat(rules.findValuesAsText("rule")).containsExactly("SearchIsSlow");
        assertThat(server.json("/api/v1/rules?service=other").get("rules")).isEmpty();
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("service must be the name of a service");
    }

    @Test
    void catalogueWithoutRulesHasNone() {
        SloCatalogue only = () -> server.definitions;

        assertThat(only.rules()).isEmpty();
    }
}
