package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationType;
import slipstream.contract.event.Origin;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.ResourceSample;

class ContradictionTest {
    private final SelectorCompiler compiler = new SelectorCompiler();

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '"', textBlock = """
                    service == 'a' && service == 'b'              | service cannot be == 'a' and == 'b' at once
                    service == 'a' && (status < 500 || true) && service != 'a' | service cannot be == 'a' and != 'a' at once
                    service in ['a', 'b'] && !(service in ['a', 'b', 'c']) | service cannot be in ['a', 'b'] and not in ['a', 'b', 'c'] at once
                    service == 'my shop'                          | no service is called == 'my shop'
                    type == 'request' && outcome == 'success'     | observations of type 'request' have no outcome
                    outcome == 'success' && 'request' == type     | observations of type 'request' have no outcome
                    type == 'sample' && success                   | observations of type 'sample' have no success
                    type == 'log' && !(latencyMillis < 300)       | observations of type 'log' have no latencyMillis
                    type == 'log' && value / limit > 0.9          | observations of type 'log' have no value
                    type == 'vital' && message.contains('x')      | observations of type 'vital' have no message
                    type == 'change' && outcome == 'missed'       | the outcome of type 'change' is never == 'missed'
                    type == 'prob'                                | type is never == 'prob'; did you mean 'probe'?
                    type in ['requests']                          | type is never in ['requests']; did you mean 'request'?
                    type == 'request' && type == 'probe'          | type cannot be == 'request' and == 'probe' at once
                    outcome == 'failed'                           | outcome is never == 'failed'; known are success, failure
                    status >= 600                                 | status is never >= 600; it is always >= 100 and <= 599
                    status < 100                                  | status is never < 100
                    99 > status                                   | status is never < 99
                    status == 0                                   | status is never == 0
                    status in [0, 600.5]                          | status is never in [0, 600.5]
                    status < 400 && status >= 500                 | status cannot be < 400 and >= 500 at once
                    status < 400 && status >= 400                 | status cannot be < 400 and >= 400 at once
                    status == 200 && !(status < 300)              | status cannot be == 200 and >= 300 at once
                    latencyMillis < 0                             | latencyMillis is never < 0
                    latencyMillis > 1e9                           | latencyMillis is never > 1000000000
                    durationMillis < -1                           | durationMillis is never < -1
                    limit <= 0                                    | limit is never <= 0; it is always > 0
                    route == '/a' && job == 'b'                   | no observation has both route and job
                    method == 'GET' && value > 5                  | no observation has both method and value
                    type in ['log', 'vital'] && status > 1        | observations of type 'log' or 'vital' have no status
                    value > 1 && route == '/' && limit > 1        | no observation has both route and limit
                    success && !success                           | success cannot be == true and == false at once
                    success == false && success                   | success cannot be == false and == true at once
                    attributes.a == 'x' && attributes['a'] == 'y' | attributes.a cannot be == 'x' and == 'y' at once
                    false                                         | false is never true
                    !true                                         | true is never false
                    (status > 599) == true                        | status is never > 599
                    (status <= 599) != true                       | status is never > 599
                    status > 599 || latencyMillis < 0             | status is never > 599
                    !(status <= 599 && latencyMillis >= 0)        | status is never > 599
                    (type == 'log' || type == 'vital') && job == 'a' | observations of type 'log' have no job
                    """)
    void nonsenseIsToldInWords(String expression, String why) {
        compiler.condition(expression);

        assertThat(compiler.neverMatches(expression))
                .hasValueSatisfying(said -> assertThat(said).startsWith(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "service == 'a' || service == 'b'",
                "service == 'a' && service != 'b'",
                "service in ['a', 'b'] && service != 'a'",
                "service.startsWith('a') && service == 'b'",
                "type == 'request' && !has(attributes.outcome)",
                "type == 'request' || outcome == 'success'",
                "type == 'request' && (outcome == 'success' || true)",
                "type == 'request' && (status < 500 || outcome == 'success')",
                "type == 'change' && outcome != 'missed'",
                "type != 'probe' && outcome == 'failure'",
                "status >= 100 && status <= 599",
                "status >= 500 && status <= 500",
                "status != 200 && status == 201",
                "status > 599 || latencyMillis < 5",
                "!(status > 599)",
                "value > 5 && route == '/'",
                "value < 0 && value > -5",
                "success == (status < 500)",
                "latencyMillis > durationMillis || true",
                "attributes.a == 'x' && attributes.b == 'y'",
                "double(attributes.a) > 5 && double(attributes.a) < 3"
            })
    void whatMayBeTrueIsLeftAlone(String expression) {
        compiler.condition(expression);

        assertThat(compiler.neverMatches(expression)).isEmpty();
    }

    @Test
    void severalExpressionsAreTakenTogether() {
        assertThat(compiler.neverMatches("type == 'log'", "status < 500"))
                .hasValue("observations of type 'log' have no status");
        assertThat(compiler.neverMatches("type == 'request'", "status < 500")).isEmpty();
    }

    @Test
    void aMeasureAsksForItsFields() {
        assertThat(compiler.neverMatches("type == 'sample'", "latencyMillis"))
                .hasValue("observations of type 'sample' have no latencyMillis");
        assertThat(compiler.neverMatches("type == 'sample'", "value / limit")).isEmpty();
        assertThat(compiler.neverMatches("type == 'sample'", "double(attributes.x)"))
                .isEmpty();
    }

    @Test
    void whereThereAreTooManyWaysNothingIsSaid() {
        String either = "(status > 599 || latencyMillis < 0)";

        assertThat(compiler.neverMatches(either)).isPresent();
        assertThat(compiler.neverMatches("(attributes.a == '1' || attributes.b == '2')"
                        + " && (attributes.c == '1' || attributes.d == '2')".repeat(40)
                        + " && status > 599"))
                .isEmpty();
    }

    /** The one promise that matters: what matches something is never called nonsense. */
    @Test
    void nothingThatMatchesIsRefused_forRandomExpressions() {
        int refuted = 0;
        int matched = 0;
        List<Observation> observations = observations();
        for (long seed = 0; seed < 5_000; seed++) {
            String expression = random(new Random(seed), 3);
            Condition condition = compiler.condition(expression);
            boolean matches = observations.stream().anyMatch(each -> condition.test(each) == Condition.Truth.TRUE);
            boolean isRefuted = compiler.neverMatches(expression).isPresent();

            assertThat(matches && isRefuted).as("%s, seed %d", expression, seed).isFalse();
            refuted += isRefuted ? 1 : 0;
            matched += matches ? 1 : 0;
        }
        assertThat(refuted).isGreaterThan(300);
        assertThat(matched).isGreaterThan(300);
    }

    private static String random(Random random, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return atom(random);
        }
        String left = random(random, depth - 1);
        String right = random(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> "!(" + left + ")";
            case 1 -> "(" + left + ") == " + random.nextBoolean();
            case 2 -> "(" + left + " || " + right + ")";
            default -> "(" + left + " && " + right + ")";
        };
    }

    private static String atom(Random random) {
        String operator = pick(random, "==", "!=", "<", "<=", ">", ">=");
        return switch (random.nextInt(9)) {
            case 0 -> "service " + pick(random, "==", "!=") + " " + pick(random, "'a'", "'b'");
            case 1 ->
                "type " + pick(random, "==", "!=") + " " + pick(random, "'request'", "'probe'", "'change'", "'log'");
            case 2 -> "outcome " + pick(random, "==", "!=") + " " + pick(random, "'success'", "'missed'", "'no'");
            case 3 -> pick(random, "99", "200", "500") + " " + operator + " status";
            case 4 -> "status " + operator + " " + pick(random, "99", "200", "500", "599", "600");
            case 5 -> "value " + operator + " " + pick(random, "-1", "0", "7") + pick(random, "", " * limit");
            case 6 -> pick(random, "success", "has(attributes.k)", "true", "attributes.k == '5'");
            case 7 -> "service in " + pick(random, "['a']", "['a', 'b']", "['c']");
            default -> "latencyMillis " + operator + " " + pick(random, "-1", "0", "300", "86400000");
        };
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A small world with every combination that the random expressions speak of. */
    private static List<Observation> observations() {
        List<Observation> all = new ArrayList<>();
        Arrays.stream(ObservationType.values()).map(ObservationFieldTest::full).forEach(all::add);
        Origin origin = new Origin("s", 1);
        for (String service : List.of("a", "b", "c")) {
            for (Map<String, String> attributes : List.of(Map.<String, String>of(), Map.of("k", "5"))) {
                for (int status : new int[] {0, 100, 200, 500, 599}) {
                    for (double latency : new double[] {Double.NaN, 0, 300, 86_400_000}) {
                        all.add(new RequestObservation(origin, 1, service, "/", "GET", status, latency, attributes));
                        for (ProbeOutcome outcome : ProbeOutcome.values()) {
                            all.add(probe(service, outcome, status, latency, attributes));
                        }
                    }
                }
                for (double value : new double[] {-7, -1, 0, 7, 70}) {
                    all.add(new ResourceSample(origin, 1, service, "cpu", value, 1, attributes));
                    all.add(new ResourceSample(origin, 1, service, "cpu", value, Observation.NO_VALUE, attributes));
                }
                for (ChangeOutcome outcome : ChangeOutcome.values()) {
                    all.add(new ChangeEvent(origin, 1, service, "deploy", "", outcome, attributes));
                }
            }
        }
        return all;
    }

    private static ProbeResult probe(
            String service, ProbeOutcome outcome, int status, double latency, Map<String, String> attributes) {
        return new ProbeResult(
                new Origin("p", 1),
                1,
                service,
                "",
                "",
                "",
                outcome,
                status,
                latency,
                ProbePhases.NONE,
                OptionalDouble.empty(),
                "",
                attributes);
    }
}
