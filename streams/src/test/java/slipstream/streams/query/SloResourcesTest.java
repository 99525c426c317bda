package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.Objective;
import slipstream.contract.slo.SloDefinition;

/** The list of SLOs, one SLO, and the alerts, over HTTP. */
class SloResourcesTest {
    private static final SloDefinition CHECKOUT = Sample.availability("checkout-availability", "checkout", "0.999");
    private static final SloDefinition SEARCH = Sample.latency("search-latency", "search", "0.95");
    private static final SloDefinition CART = Sample.availability("cart-availability", "cart", "0.99", "0.999");

    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listIsEmpty_whenNothingIsDefined() throws Exception {
        JsonNode body = server.json("/api/v1/slos");

        assertThat(body.get("slos")).isEmpty();
        assertThat(body.get("now").asText()).isEqualTo(RunningServer.NOW.toString());
        assertThat(body.has("updated")).isFalse();
    }

    @Test
    void listIsSortedByName_andShowsWhatIsKnown() throws Exception {
        server.definitions.add(SEARCH);
        server.definitions.add(CHECKOUT);
        server.view.update(Sample.status(CHECKOUT, Sample.T0, 1_000, 0.02, 0.02, 0.02, 0.02, 0.02, 0.001));
        server.view.update(Sample.firing(CHECKOUT, "page", Sample.T0));

        JsonNode slos = server.json("/api/v1/slos").get("slos");

        assertThat(slos.findValuesAsText("slo")).containsExactly("checkout-availability", "search-latency");
        JsonNode checkout = slos.get(0);
        assertThat(checkout.get("state").asText()).isEqualTo("page");
        assertThat(checkout.get("service").asText()).isEqualTo("checkout");
        assertThat(checkout.get("period").asText()).isEqualTo("30d");
        assertThat(checkout.get("at").asText()).isEqualTo(Sample.T0.toString());
        assertThat(checkout.get("errorRatio5m").asDouble()).isEqualTo(0.02);
        assertThat(checkout.get("p95Millis").asDouble()).isEqualTo(260);
        assertThat(checkout.get("p95Window").asText()).isEqualTo("5m");
        JsonNode objective = checkout.get("objectives").get(0);
        assertThat(objective.get("target").asDouble()).isEqualTo(0.999);
        assertThat(objective.get("budgetRemaining").asDouble()).isCloseTo(0, within(1e-9));
        assertThat(objective.get("burnRates").get("1h").asDouble()).isCloseTo(20, within(1e-9));
    }

    @Test
    void sloWithoutEventsIsListed_asNoEvidenceAndWithoutFigures() throws Exception {
        server.definitions.add(SEARCH);

        JsonNode slo = server.json("/api/v1/slos").get("slos").get(0);

        assertThat(slo.get("state").asText()).isEqualTo("no_evidence");
        assertThat(slo.has("at")).isFalse();
        assertThat(slo.has("errorRatio5m")).isFalse();
        assertThat(slo.has("p95Millis")).isFalse();
        assertThat(slo.get("objectives").get(0).has("budgetRemaining")).isFalse();
    }

    @Test
    void figuresOfTheVersionBefore_areShownUntilTheNewOneHasItsOwn() throws Exception {
        server.definitions.add(SEARCH);
        BudgetStatus current = Sample.status(SEARCH, Sample.T0, 10, 0.1);
        server.view.update(new BudgetStatus(
                current.slo(),
                "0000beef",
                current.service(),
                current.displayName(),
                current.period(),
                current.at(),
                current.windows(),
                current.objectives()));

        JsonNode before = server.json("/api/v1/slos/search-latency");
        server.view.update(current);
        JsonNode after = server.json("/api/v1/slos/search-latency");

        assertThat(before.get("counted").asText()).isEqualTo("0000beef");
        assertThat(before.get("definition").asText()).isEqualTo(current.definition());
        assertThat(before.get("windows")).hasSize(current.windows().size());
        assertThat(after.get("counted").asText()).isEqualTo(current.definition());
    }

    @Test
    void alertCountsForTheState_whateverDefinitionItsSloWasCountedBy() throws Exception {
        server.definitions.add(SEARCH);
        BudgetStatus current = Sample.status(SEARCH, Sample.T0, 10, 0.1);
        server.view.update(new BudgetStatus(
                current.slo(),
                "0000beef",
                current.service(),
                current.displayName(),
                current.period(),
                current.at(),
                current.windows(),
                current.objectives()));
        server.view.update(Sample.firing(SEARCH, "ticket", Sample.T0));

        JsonNode brief = server.json("/api/v1/slos").get("slos").get(0);
        JsonNode detail = server.json("/api/v1/slos/search-latency");

        assertThat(brief.get("state").asText()).isEqualTo("ticket");
        assertThat(detail.get("state").asText()).isEqualTo("ticket");
        assertThat(texts(detail.get("objectives").get(0).get("alerting"))).containsExactly("ticket");
    }

    @Test
    void stateIsBackToOk_whenTheAlertIsOver() throws Exception {
        server.definitions.add(SEARCH);
        server.view.update(Sample.status(SEARCH, Sample.T0, 10, 0.1));
        server.view.update(Sample.firing(SEARCH, "page", Sample.T0));
        assertThat(server.json("/api/v1/slos/search-latency").get("state").asText())
                .isEqualTo("page");

        server.view.update(Sample.resolved(SEARCH, "page", Sample.T0, Sample.T0.plusSeconds(60)));

        JsonNode slo = server.json("/api/v1/slos/search-latency");
        assertThat(slo.get("state").asText()).isEqualTo("ok");
        assertThat(slo.get("objectives").get(0).get("alerting")).isEmpty();
        assertThat(slo.get("alerts")).isEmpty();
    }

    @Test
    void severitiesOfAnObjectiveAreEachNamedOnce_pageFirst() throws Exception {
        server.definitions.add(CART);
        Objective strict = CART.objectives().get(1);
        server.view.update(Sample.firing(CART, strict, "page", Sample.T0));
        server.view.update(Sample.firing(CART, strict, "ticket", Sample.T0.plusSeconds(60)));

        JsonNode objectives = server.json("/api/v1/slos/cart-availability").get("objectives");

        assertThat(texts(objectives.get(0).get("alerting"))).isEmpty();
        assertThat(texts(objectives.get(1).get("alerting"))).containsExactly("page", "ticket");
    }

    @Test
    void sloThatIsNoLongerDefinedIsNotListed() throws Exception {
        server.view.update(Sample.status(SEARCH, Sample.T0, 10, 0.1));
        server.view.update(Sample.firing(SEARCH, "page", Sample.T0));

        assertThat(server.json("/api/v1/slos").get("slos")).isEmpty();
        assertThat(server.get("/api/v1/slos/search-latency").statusCode()).isEqualTo(404);
    }

    @Test
    void serviceIsComparedLiterally() throws Exception {
        server.definitions.add(CHECKOUT);
        server.definitions.add(SEARCH);

        assertThat(server.json("/api/v1/slos?service=search").findValuesAsText("slo"))
                .containsExactly("search-latency");
        assertThat(server.json("/api/v1/slos?service=.*").get("slos")).isEmpty();
        assertThat(server.json("/api/v1/slos?service=%27%20OR%201%3D1").get("slos"))
                .isEmpty();
        assertThat(server.json("/api/v1/slos?service=%00").get("slos")).isEmpty();
    }

    @Test
    void detailHoldsTheDefinitionAndEveryWindow() throws Exception {
        server.definitions.add(CART);
        server.view.update(Sample.status(CART, Sample.T0, 1_000, 0.02));
        server.view.update(Sample.firing(CART, CART.objectives().get(0), "ticket", Sample.T0));
        server.view.update(Sample.firing(CART, CART.objectives().get(1), "page", Sample.T0));

        JsonNode slo = server.json("/api/v1/slos/cart-availability");

        assertThat(slo.get("description").asText()).isEqualTo("What customers of cart may expect");
        assertThat(slo.get("labels").get("team").asText()).isEqualTo("shop");
        assertThat(slo.get("indicator").asText())
                .isEqualTo("good where status < 500, of those where service == 'cart'");
        assertThat(slo.get("objectives").findValuesAsText("targetPercent")).containsExactly("99", "99.9");
        assertThat(texts(slo.get("objectives").get(0).get("alerting"))).containsExactly("ticket");
        assertThat(texts(slo.get("objectives").get(1).get("alerting"))).containsExactly("page");
        assertThat(slo.get("objectives").get(1).get("budgetRemaining").asDouble())
                .isCloseTo(-19, within(1e-9));
        assertThat(slo.get("windows").findValuesAsText("window"))
                .containsExactly("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d");
        JsonNode hour = slo.get("windows").get(2);
        assertThat(hour.get("from").asText()).isEqualTo("2026-11-20T09:00:00Z");
        assertThat(hour.get("to").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(hour.get("total").asLong()).isEqualTo(60_000);
        assertThat(hour.get("bad").asLong()).isEqualTo(1_200);
        assertThat(hour.get("unjudged").asLong()).isEqualTo(12);
    }

    @Test
    void detailNamesThePoliciesWithTheirFactors() throws Exception {
        server.definitions.add(SEARCH);

        JsonNode slo = server.json("/api/v1/slos/search-latency");

        assertThat(slo.get("indicator").asText())
                .isEqualTo("good where latencyMillis < 300.0, of those where service == 'search'");
        JsonNode page = slo.get("policies").get(0);
        assertThat(page.get("severity").asText()).isEqualTo("page");
        assertThat(page.get("pairs").get(0).get("shortWindow").asText()).isEqualTo("5m");
        assertThat(page.get("pairs").get(0).get("longWindow").asText()).isEqualTo("1h");
        assertThat(page.get("pairs").get(0).get("factor").asDouble()).isEqualTo(14.4);
        assertThat(slo.get("windows")).isEmpty();
        assertThat(slo.get("state").asText()).isEqualTo("no_evidence");
    }

    @Test
    void detailShowsOnlyItsOwnFiringAlerts() throws Exception {
        server.definitions.add(SEARCH);
        server.view.update(Sample.firing(SEARCH, "page", Sample.T0));
        server.view.update(Sample.resolved(SEARCH, "ticket", Sample.T0, Sample.T0.plusSeconds(5)));
        server.view.update(Sample.firing(CHECKOUT, "page", Sample.T0));

        JsonNode alerts = server.json("/api/v1/slos/search-latency").get("alerts");

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).get("severity").asText()).isEqualTo("page");
    }

    @Test
    void sloIsFound_whateverCharactersItsNameHas() throws Exception {
        for (String name : new String[] {"a/b", "100%", "a+b c", "ä☂", "?#&", "a%2Fb", "x".repeat(10_240)}) {
            server.definitions.add(Sample.availability(name, "shop", "0.999"));

            JsonNode slo = server.json("/api/v1/slos/" + RunningServer.encoded(name));

            assertThat(slo.get("slo").asText()).isEqualTo(name);
        }
    }

    @Test
    void unknownSloSaysWhichOneWasProbablyMeant() throws Exception {
        server.definitions.add(SEARCH);
        server.definitions.add(CHECKOUT);

        JsonNode error = RunningServer.parse(
                        server.get("/api/v1/slos/serch-latency").body())
                .get("error");

        assertThat(error.get("code").asText()).isEqualTo("unknown_slo");
        assertThat(error.get("message").asText()).contains("did you mean 'search-latency'?");
        assertThat(error.get("got").asText()).isEqualTo("serch-latency");
    }

    @Test
    void alertsAreAllOrThoseOfAState_newestFirst() throws Exception {
        server.view.update(Sample.firing(SEARCH, "page", Sample.T0));
        server.view.update(Sample.resolved(CHECKOUT, "page", Sample.T0, Sample.T0.plus(Duration.ofMinutes(9))));

        JsonNode all = server.json("/api/v1/alerts").get("alerts");

        assertThat(all.findValuesAsText("status")).containsExactly("resolved", "firing");
        assertThat(all.get(0).get("endsAt").asText()).isEqualTo("2026-11-20T10:09:00Z");
        assertThat(all.get(1).has("endsAt")).isFalse();
        assertThat(all.get(1).get("evidence").get(0).get("longBad").asLong()).isEqualTo(1_530);
        assertThat(server.json("/api/v1/alerts?state=firing").findValuesAsText("status"))
                .containsExactly("firing");
        assertThat(server.json("/api/v1/alerts?state=resolved").findValuesAsText("status"))
                .containsExactly("resolved");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
