package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Problems;
import slipstream.contract.event.ProbeOutcome;

/** A shop with a login on loopback, and a user who signs in, orders and looks at the order. */
class FlowProberTest {
    private static final String FLOW = """
            prober: flow
            timeout: 5s
            steps:
              - name: page
                url: /login
                capture: {csrf: 'regex:name="csrf" value="(\\w+)"'}
              - name: login
                url: /session
                method: POST
                headers: {Content-Type: application/json}
                body: '{"user":"ann","csrf":"${csrf}"}'
                conditions: ["[STATUS] == 200", "[BODY].user.name == ann"]
                capture: {token: "[BODY].token", trace: "[HEADER].X-Trace"}
              - name: order
                url: /orders/${trace}
                headers: {Authorization: "Bearer ${token}"}
                conditions: ["[STATUS] == 201", "len([BODY].items) == 2"]
            """;

    private final ProbeTargets targets = new ProbeTargets();
    private volatile boolean loginBroken;
    private volatile String asked = "";

    @BeforeEach
    void openShop() {
        targets.on("/login", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "visit=v1; Path=/");
            ProbeTargets.answer(exchange, 200, "<input name=\"csrf\" value=\"c77\">");
        });
        targets.on("/session", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean good =
                    !loginBroken && body.contains("c77") && cookie(exchange).equals("visit=v1");
            exchange.getResponseHeaders().set("X-Trace", "t/1?x");
            ProbeTargets.answer(exchange, good ? 200 : 403, "{\"user\":{\"name\":\"ann\"},\"token\":\"k9\"}");
        });
        targets.on("/orders/", this::order);
    }

    private void order(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestURI().toString();
        boolean good = "Bearer k9".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        ProbeTargets.answer(exchange, good ? 201 : 401, "{\"items\":[1,2]}");
    }

    @AfterEach
    void closeShop() {
        targets.close();
    }

    @Test
    void valuesAndCookiesGoFromStepToStep_andEachStepIsTimed() {
        Attempt attempt = ProbeTargets.run(ProbeModules.of(FLOW), targets.url("/"), "[RESPONSE_TIME] < 5000");

        assertThat(attempt.error()).isEmpty();
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(attempt.status()).isEqualTo(201);
        assertThat(attempt.attributes()).containsOnlyKeys("step.page.millis", "step.login.millis", "step.order.millis");
        double steps = attempt.attributes().values().stream()
                .mapToDouble(Double::parseDouble)
                .sum();
        assertThat(steps).isCloseTo(attempt.latencyMillis(), within(0.01));
        assertThat(ProbeTargets.micros(attempt.phases())).isEqualTo(Math.round(attempt.latencyMillis() * 1000));
        assertThat(attempt.conditions()).hasSize(5).allMatch(result -> result.holds());
        assertThat(asked).as("a captured value cannot lead elsewhere").isEqualTo("/orders/t%2F1%3Fx");
    }

    @Test
    void stepThatFailsEndsTheFlow_andIsNamed() {
        loginBroken = true;

        Attempt attempt = ProbeTargets.run(ProbeModules.of(FLOW), targets.url("/"));

        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("step login: [STATUS] == 200");
        assertThat(attempt.status()).isEqualTo(403);
        assertThat(attempt.attributes()).containsEntry("failed_step", "login").doesNotContainKey("step.order.millis");
        assertThat(asked).isEmpty();
    }

    @Test
    void valueThatIsNotThereFailsItsStep() {
        ProbeModule module = ProbeModules.of(FLOW.replace("[BODY].token", "[BODY].tokens"));

        assertThat(ProbeTargets.run(module, targets.url("/")).error()).isEqualTo("step login: capture token");
    }

    @Test
    void timeoutIsThatOfTheWholeFlow() {
        targets.on("/slow", exchange -> targets.waitForEnd());
        ProbeModule module = ProbeModules.of("""
                prober: flow
                timeout: 400ms
                steps: [{name: a, url: /ok}, {name: b, url: /slow}, {name: c, url: /ok}]
                """);

        Attempt attempt = ProbeTargets.run(module, targets.url("/"));

        assertThat(attempt.error()).isEqualTo("step b: timeout");
        assertThat(attempt.latencyMillis()).isBetween(300d, 3000d);
        assertThat(attempt.isWithoutAnswer()).isTrue();
    }

    @Test
    void mistakesInAFlowAreToldWhenItIsRead() {
        Map<String, String> mistakes = Map.of(
                "${csrf}", "captured by no earlier step",
                "name: order", "exists already",
                "[BODY].user.name", "is not understood",
                "\"[HEADER].X-Trace\"", "is no place of an answer");
        Map<String, String> instead = Map.of(
                "${csrf}", "${csfr}",
                "name: order", "name: login",
                "[BODY].user.name", "[BODY]user",
                "\"[HEADER].X-Trace\"", "\"[COOKIE].x\"");

        mistakes.forEach((good, message) -> {
            Problems problems = new Problems();
            ProbeModules.read("m:\n" + FLOW.replace(good, instead.get(good)).indent(2), problems);

            assertThat(problems.all())
                    .anySatisfy(problem -> assertThat(problem.message()).contains(message));
        });
        assertThat(Optional.of(ProbeModules.of(FLOW)).map(Object::toString))
                .hasValueSatisfying(text -> assertThat(text).doesNotContain("Bearer"));
    }

    private static String cookie(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .orElse("");
    }
}
