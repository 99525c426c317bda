package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;

/** An index finds what trying every selector finds. */
class SelectorIndexTest {
    private static final List<String> TERMS = List.of(
            "service == 'a'",
            "service == 'b'",
            "'a' == service",
            "route == '/x'",
            "route == '/y'",
            "method == 'GET'",
            "type == 'request'",
            "type == 'log'",
            "level == 'error'",
            "attributes.region == 'eu'",
            "attributes['region'] == 'us'",
            "attributes.tier == 'gold'",
            "status < 500",
            "status == 200",
            "route != '/x'",
            "(service == 'a' || route == '/y')",
            "!(method == 'GET')",
            "has(attributes.region)",
            "service in ['a', 'b']");

    private final SelectorCompiler compiler = new SelectorCompiler();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itFindsWhatTryingThemAllFinds(long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<String> terms = new ArrayList<>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                terms.add(TERMS.get(random.nextInt(TERMS.size())));
            }
            texts.add(String.join(" && ", terms));
        }
        List<Selection> selections = texts.stream().map(compiler::selection).toList();
        List<Condition> conditions = texts.stream().map(compiler::condition).toList();
        SelectorIndex index = new SelectorIndex(selections);

        for (int i = 0; i < 500; i++) {
            Observation observation = observation(random);
            TreeSet<String> expected = new TreeSet<>();
            for (int n = 0; n < texts.size(); n++) {
                if (conditions.get(n).test(observation) == Condition.Truth.TRUE) {
                    expected.add(texts.get(n));
                }
            }
            TreeSet<String> found = new TreeSet<>();
            int count = index.find(observation);
            for (int n = 0; n < count; n++) {
                if (selections.get(index.found(n)).rest().test(observation) == Condition.Truth.TRUE) {
                    found.add(texts.get(index.found(n)));
                }
            }
            assertThat(found).as("seed %d, %s", seed, observation).isEqualTo(expected);
        }
    }

    @Test
    void whatIsAboutOtherRoutesIsNotLookedAt() {
        List<Selection> selections = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            selections.add(compiler.selection("service == 'a' && route == '/" + i + "' && status < 500"));
        }
        selections.add(compiler.selection("service == 'a'"));
        selections.add(compiler.selection("status == 200"));

        SelectorIndex index = new SelectorIndex(selections);

        assertThat(index.find(request("a", "/7", Map.of()))).isEqualTo(3);
        assertThat(index.find(request("a", "/none", Map.of()))).isEqualTo(2);
        assertThat(index.find(request("b", "/7", Map.of()))).isEqualTo(1);
    }

    @Test
    void moreThanItsBufferHolds() {
        List<Selection> selections = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            selections.add(compiler.selection("status >= " + i));
        }

        assertThat(new SelectorIndex(selections).find(request("a", "/", Map.of())))
                .isEqualTo(100);
    }

    private static Observation observation(Random random) {
        Map<String, String> attributes = new HashMap<>();
        if (random.nextBoolean()) {
            attributes.put("region", random.nextBoolean() ? "eu" : "us");
        }
        if (random.nextBoolean()) {
            attributes.put("tier", "gold");
        }
        String service = random.nextBoolean() ? "a" : "b";
        if (random.nextInt(4) == 0) {
            String level = random.nextBoolean() ? "error" : "";
            return new LogRecord(new Origin("s", 1), 1, service, level, "", "", attributes);
        }
        return request(service, List.of("", "/x", "/y").get(random.nextInt(3)), attributes);
    }

    private static Observation request(String service, String route, Map<String, String> attributes) {
        return new RequestObservation(
                new Origin("s", 1), 1, service, route, route.isEmpty() ? "" : "GET", 200, 1, attributes);
    }
}
