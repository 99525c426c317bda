package slipstream.ingest.probe.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final Evidence EVIDENCE = new Evidence(
            true,
            200,
            "192.168.1.7",
            """
            {"status": "UP", "count": 3, "ok": true, "items": [{"id": 7, "name": "a b"}, {"id": 8}], "none": null, "empty": []}""",
            123.4567,
            OptionalLong.of(Duration.ofHours(50).toMillis()),
            "NOERROR");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [STATUS] == 200                              | true
            [STATUS] != 200                              | false
            [STATUS] < 300                               | true
            [STATUS] <= 200                              | true
            [STATUS] > 200                               | false
            [STATUS] >= 200                              | true
            [STATUS] == any(200, 429)                    | true
            [STATUS] == any(500, pat(2*))                | true
            [STATUS] != any(200, 429)                    | false
            200 == [STATUS]                              | true
            [CONNECTED] == true                          | true
            [RESPONSE_TIME] < 300                        | true
            [RESPONSE_TIME] < 100ms                      | false
            [RESPONSE_TIME] < 1s                         | true
            [CERTIFICATE_EXPIRATION] > 48h               | true
            [CERTIFICATE_EXPIRATION] > 7d                | false
            [IP] == pat(192.168.*)                       | true
            [IP] == 10.0.0.1                             | false
            [DNS_RCODE] == NOERROR                       | true
            [BODY].status == UP                          | true
            [BODY].status != DOWN                        | true
            [BODY].count == 3                            | true
            [BODY].count >= 3.0                          | true
            [BODY].ok == true                            | true
            [BODY].items[0].id == 7                      | true
            [BODY].items[0].name == a b                  | true
            [BODY].items[1].id > [BODY].items[0].id      | true
            [BODY].items[2].id == 9                      | false
            [BODY].items[2].id != 9                      | true
            [BODY].nothing < 5                           | false
            [BODY].status < 5                            | false
            len([BODY].items) == 2                       | true
            len([BODY].status) == 2                      | true
            len([BODY].empty) == 0                       | true
            len([BODY].nothing) == 0                     | false
            has([BODY].status) == true                   | true
            has([BODY].errors) == false                  | true
            has([BODY].none) == true                     | true
            [BODY] == pat(*"status": "UP"*)              | true
            [BODY] == pat(*DOWN*)                        | false
            """)
    void conditionHoldsOrDoesNot(String text, boolean holds) {
        assertThat(Condition.compile(text).check(new Facts(EVIDENCE)).holds()).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [STATUS]                    | is no condition
            [STATUS]==200               | is no condition
            [STATUS] = 200              | is no condition
            [STATE] == 200              | is not known; known are [BODY], [STATUS]
            200 == 200                  | neither side asks
            [RESPONSE_TIME] < soon      | write a number, or a duration
            [STATUS] < any(1, 2)        | cannot be compared by <
            [BODY]name == 1             | is not understood from 'name' on
            [BODY].a[x] == 1            | is not understood from '[x]' on
            len([STATUS]) == 3          | must begin with [BODY]
            """)
    void mistakeIsTold(String text, String message) {
        assertThatThrownBy(() -> Condition.compile(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void valuesThatWereFoundAreShown() {
        assertThat(Condition.compile("[STATUS] == 404")
                        .check(new Facts(EVIDENCE))
                        .shown())
                .isEqualTo("[STATUS] (200) == 404");
        assertThat(Condition.compile("[BODY].x == 1").check(new Facts(EVIDENCE)).shown())
                .isEqualTo("[BODY].x (nothing there) == 1");
        assertThat(Condition.compile("[RESPONSE_TIME] < 1")
                        .check(new Facts(EVIDENCE))
                        .shown())
                .isEqualTo("[RESPONSE_TIME] (123.457) < 1");
    }

    @Test
    void bodyThatIsNoJsonHasNothingInIt_andStillALength() {
        Facts facts = new Facts(new Evidence(true, 200, "", "<p>", 1, OptionalLong.empty(), ""));

        assertThat(Condition.compile("[BODY].a == 1").check(facts).holds()).isFalse();
        assertThat(Condition.compile("len([BODY]) == 3").check(facts).holds()).isTrue();
        assertThat(Condition.compile("[CERTIFICATE_EXPIRATION] > 1h")
                        .check(facts)
                        .holds())
                .isFalse();
    }

    @Test
    void patternOfManyStarsEndsAtOnce() {
        assertThat(GlobMatch.matches("*a".repeat(30) + "b", "a".repeat(5_000))).isFalse();
    }
}
