package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.event.RequestObservation;

class SelectorCompilerTest {
    private static final Observation REQUEST = new RequestObservation(
            new Origin("file:a", 1), 1_000, "web", "/api/pay", "POST", 503, 412.5, Map.of("region", "eu-west"));
    private static final Observation PROBE = new ProbeResult(
            new Origin("probe:a", 1),
            1_000,
            "web",
            "site",
            "https://example.invalid/health",
            "fra1",
            ProbeOutcome.MISSED,
            Observation.NO_STATUS,
            Observation.NO_LATENCY,
            ProbePhases.NONE,
            OptionalDouble.of(-1.5),
            "",
            Map.of("size", "2.5e3", "word", "many"));

    private final SelectorCompiler compiler = new SelectorCompiler();

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
                    service == 'web'                                   | TRUE    | TRUE
                    service != 'web'                                   | FALSE   | FALSE
                    type == 'request' && status >= 500                 | TRUE    | FALSE
                    status < 500                                       | FALSE   | ABSENT
                    !(status < 500)                                    | TRUE    | ABSENT
                    status == 503.0                                    | TRUE    | ABSENT
                    status in [500, 503]                               | TRUE    | ABSENT
                    method in ['GET', 'HEAD']                          | FALSE   | ABSENT
                    latencyMillis <= 300 || status == 503              | TRUE    | ABSENT
                    latencyMillis / 1000 > 0.4                         | TRUE    | ABSENT
                    latencyMillis - 12.5 == 400 && status + 1 == 504   | TRUE    | ABSENT
                    route.startsWith('/api/')                          | TRUE    | ABSENT
                    route.endsWith('/pay') && route.contains('pi')     | TRUE    | ABSENT
                    route.matches('^/api/[a-z]+$')                     | TRUE    | ABSENT
                    attributes.region == 'eu-west'                     | TRUE    | ABSENT
                    attributes['region'] == 'us'                       | FALSE   | ABSENT
                    has(attributes.region)                             | TRUE    | FALSE
                    outcome == 'missed'                                | ABSENT  | TRUE
                    success                                            | ABSENT  | ABSENT
                    success || service == 'web'                        | TRUE    | TRUE
                    success && service == 'other'                      | FALSE   | FALSE
                    true                                               | TRUE    | TRUE
                    (status < 500) == false                            | TRUE    | ABSENT
                    certificateDaysLeft < 0                            | ABSENT  | TRUE
                    double(attributes.size) > 2499.5                   | ABSENT  | TRUE
                    double(attributes['size']) == 2500                 | ABSENT  | TRUE
                    double(attributes.word) > 0                        | ABSENT  | ABSENT
                    double(status) == 503                              | TRUE    | ABSENT
                    string(status) == '503'                            | TRUE    | ABSENT
                    string(service).startsWith('we')                   | TRUE    | TRUE
                    value > 0 || limit > 0                             | ABSENT  | ABSENT
                    """)
    void conditionsFollowCel_theAbsentIncluded(String expression, Condition.Truth ofRequest, Condition.Truth ofProbe) {
        Condition condition = compiler.condition(expression);

        assertThat(condition.test(REQUEST)).isEqualTo(ofRequest);
        assertThat(condition.test(PROBE)).isEqualTo(ofProbe);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
                    stauts < 500                  | did you mean 'status'?
                    status < '500'                | compare numbers, not a number with text
                    service == 5                  | cannot compare text with a number
                    status &&                     | at character
                    status                        | must be a condition such as status < 500, is a number
                    route.beginsWith('/api')      | there is no function 'beginsWith'
                    route.matches('(')            | the pattern is not RE2
                    status.code == 5              | only attributes have members
                    {"a": 1} == true               | nothing else
                    status && true                | take conditions, not a number
                    status in [status, 500]       | a list holds constants
                    method in ['GET', 1]          | a list of other values
                    -service == 'x'               | arithmetic takes numbers, not text
                    double(success) > 1           | double takes one text or number
                    double() > 1                  | double takes one text or number
                    string(success) == 'true'     | string takes one number or text
                    route.matches()               | matches takes a text field and a constant pattern
                    route.matches(5)              | matches takes a text field and a constant pattern
                    attributes.size > 5           | compare numbers, not text with a number
                    """)
    void whatCannotBeCompiledSaysWhy(String expression, String why) {
        assertThatThrownBy(() -> compiler.condition(expression))
                .isInstanceOf(SelectorException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMeasureIsNotANumberWhereTheFieldIsAbsent() {
        assertThat(compiler.measure("latencyMillis").of(REQUEST)).isEqualTo(412.5);
        assertThat(compiler.measure("latencyMillis").of(PROBE)).isNaN();
    }

    @Test
    void numbersInAttributesAreMeasured() {
        assertThat(compiler.measure("double(attributes.size) / 1000").of(PROBE)).isEqualTo(2.5);
        assertThat(compiler.measure("double(attributes.word)").of(PROBE)).isNaN();
        assertThat(compiler.measure("double(attributes.size)").of(REQUEST)).isNaN();
    }

    @Test
    void textIsCompiled_andNullWhereTheFieldIsAbsent() {
        assertThat(compiler.text("attributes.region").of(REQUEST)).isEqualTo("eu-west");
        assertThat(compiler.text("attributes.region").of(PROBE)).isNull();
        assertThat(compiler.text("location").of(PROBE)).isEqualTo("fra1");
        assertThat(compiler.text("string(status)").of(REQUEST)).isEqualTo("503");
        assertThat(compiler.text("string(status)").of(PROBE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
                    status            | must be text such as route, is a number; string(…) makes a number text
                    success           | must be text such as route, is a condition
                    ['a']             | must be text such as route, is a list
                    regoin            | there is no field 'regoin'
                    """)
    void whatIsNoTextSaysSo(String expression, String why) {
        assertThatThrownBy(() -> compiler.text(expression))
                .isInstanceOf(SelectorException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
                    type == 'log' && pattern == 'oom'                       ; pattern=oom type=log
                    service == 'web' && ('sample' == type && value > 3)     ; service=web type=sample
                    attributes.region == 'eu' && attributes['tier'] == 'a'  ; attributes.region=eu attributes.tier=a
                    route == '/a' && route == '/b'                          ; route=/a
                    type == 'log' || pattern == 'oom'                       ; ""
                    !(type == 'log')                                        ; ""
                    type != 'log'                                           ; ""
                    service == route                                        ; ""
                    status == 500 && success == true                        ; ""
                    """)
    void whatMustEqualAConstantIsFound(String expression, String equalities) {
        assertThat(compiler.selection(expression).equalities().stream()
                        .map(equality -> equality.field() + "=" + equality.constant())
                        .sorted())
                .isEqualTo(equalities.isEmpty() ? List.of() : List.of(equalities.split(" ")));
    }

    @Test
    void aLongExpressionIsRefused() {
        assertThatThrownBy(() -> compiler.condition("status == 1" + " || status == 1".repeat(400)))
                .hasMessageContaining("more than 4096 characters");
    }
}
