package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.SloDefinition;

/** What only some SLOs have, over HTTP: groups, parts, maintenance, gaps, an end in sight. */
class SloFiguresTest {
    private static final SloDefinition SEARCH = Sample.latency("search-latency", "search", "0.95");

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
    void groupsAreListedWorstFirst_eachWithItsStateAndFigures() throws Exception {
        SloDefinition jobs = Variants.grouped("jobs", "functions", "0.99", "attributes.function");
        server.definitions.add(jobs);
        server.view.update(Variants.statusOfGroup(jobs, Sample.T0, 10, 0.001, "mail"));
        server.view.update(Variants.statusOfGroup(jobs, Sample.T0, 10, 0.05, "resize"));
        server.view.update(Variants.statusOfGroup(jobs, Sample.T0, 10, 0.004, ""));
        AlertEvent alert = Sample.firing(jobs, "page", Sample.T0);
        server.view.update(SampleRules.labelled(alert, "function", "resize"));

        JsonNode detail = server.json("/api/v1/slos/jobs");
        JsonNode brief = server.json("/api/v1/slos").get("slos").get(0);

        assertThat(texts(detail.get("groupBy"))).containsExactly("function");
        JsonNode groups = detail.get("groups");
        assertThat(groups.findValuesAsText("function")).startsWith("resize");
        assertThat(groups.findValues("group"))
                .extracting(group -> group.get("function").asText())
                .containsExactly("resize", "", "mail");
        assertThat(groups.findValuesAsText("state")).containsExactly("page", "ok", "ok");
        assertThat(groups.get(0).get("lastSeen").asText()).isEqualTo(Sample.T0.toString());
        assertThat(groups.get(0).get("objectives").get(0).get("budgetRemaining").asDouble())
                .isCloseTo(-4, within(1e-9));
        assertThat(detail.get("windows")).isEqualTo(groups.get(0).get("windows"));
        assertThat(brief.get("groups").asInt()).isEqualTo(3);
        assertThat(brief.get("group").get("function").asText()).isEqualTo("resize");
        assertThat(brief.get("state").asText()).isEqualTo("page");
        assertThat(brief.get("objectives").get(0).get("budgetRemaining").asDouble())
                .isCloseTo(-4, within(1e-9));
    }

    @Test
    void sloWithoutGroupsSaysNothingOfThem() throws Exception {
        server.definitions.add(SEARCH);
        server.view.update(Sample.status(SEARCH, Sample.T0, 10, 0.1));

        JsonNode detail = server.json("/api/v1/slos/search-latency");
        JsonNode brief = server.json("/api/v1/slos").get("slos").get(0);

        assertThat(detail.has("groups") || detail.has("groupBy") || detail.has("composite"))
                .isFalse();
        assertThat(brief.has("groups") || brief.has("group") || brief.has("composite"))
                .isFalse();
    }

    @Test
    void compositeHasOneBudgetForAll_andTheWorstGroupIsTheOneWithTheLeastOfIt() throws Exception {
        SloDefinition journey = Variants.composite("journey", "shop");
        server.definitions.add(journey);
        BudgetStatus plain = Sample.status(journey, Sample.T0, 10, 0.0005);
        BudgetStatus.Objective together = new BudgetStatus.Objective("", 0.999, Map.of("1h", 3.5), Optional.of(0.25));
        server.view.update(Variants.with(plain, Map.of(), Optional.of(together), Optional.of(Sample.T0)));

        JsonNode detail = server.json("/api/v1/slos/journey");
        JsonNode brief = server.json("/api/v1/slos").get("slos").get(0);

        assertThat(detail.get("composite").get("budgetRemaining").asDouble()).isEqualTo(0.25);
        assertThat(brief.get("composite").get("burnRates").get("1h").asDouble()).isEqualTo(3.5);
        assertThat(detail.get("indicator").asText()).contains("status < 500").contains("latencyMillis < 300");
        assertThat(Slos.leastLeft(Variants.with(plain, Map.of(), Optional.of(together), Optional.empty())))
                .isEqualTo(0.25);
    }

    @Test
    void endOfTheBudgetAndTheLastEventAreTold_andWindowsOfItsOwnBesideTheObjective() throws Exception {
        server.definitions.add(SEARCH);
        BudgetStatus plain = Sample.status(SEARCH, Sample.T0, 10, 0.01);
        BudgetStatus.Window gap = Variants.with(plain.windows().get(0), 40, 7, 0.5, Optional.of(81.5));
        BudgetStatus.Objective ends = Variants.with(
                plain.objectives().get(0), List.of(gap), Optional.of(Sample.T0.plus(Duration.ofHours(76))));
        server.view.update(Variants.with(
                plain,
                List.of(gap),
                List.of(ends),
                Map.of(),
                Optional.empty(),
                Optional.of(Sample.T0.minusSeconds(50))));

        JsonNode detail = server.json("/api/v1/slos/search-latency");
        JsonNode brief = server.json("/api/v1/slos").get("slos").get(0);

        assertThat(brief.get("objectives").get(0).get("exhaustedAt").asText()).isEqualTo("2026-11-23T14:00:00Z");
        assertThat(brief.get("lastSeen").asText()).isEqualTo("2026-11-20T09:59:10Z");
        assertThat(brief.get("meanMillis").asDouble()).isEqualTo(81.5);
        assertThat(detail.get("objectives").get(0).get("exhaustedAt").asText()).isEqualTo("2026-11-23T14:00:00Z");
        JsonNode own = detail.get("objectives").get(0).get("windows").get(0);
        assertThat(own).isEqualTo(detail.get("windows").get(0));
        assertThat(own.get("excluded").asLong()).isEqualTo(40);
        assertThat(own.get("excludedBad").asLong()).isEqualTo(7);
        assertThat(own.get("coverage").asDouble()).isEqualTo(0.5);
        assertThat(own.get("meanMillis").asDouble()).isEqualTo(81.5);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
