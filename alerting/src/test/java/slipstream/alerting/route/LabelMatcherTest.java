package slipstream.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelMatcherTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "severity=critical                   ; {severity=\"critical\"}",
                "  severity =  \"critical\"          ; {severity=\"critical\"}",
                "severity!=\"\"                      ; {severity!=\"\"}",
                "service=~shop|pay                   ; {service=~\"shop|pay\"}",
                "{b=\"2\",a!~\"x.*\",}               ; {a!~\"x.*\",b=\"2\"}",
                "a=\"with , comma\"                  ; {a=\"with , comma\"}",
                "a=\"with \\\" quote\"               ; {a=\"with \\\" quote\"}",
                "a=\"line\\nbreak\"                  ; {a=\"line\\nbreak\"}",
                "a=two words                         ; {a=\"two words\"}",
                "\"the team\"=ops                    ; {\"the team\"=\"ops\"}",
                "équipe=\"é\"                        ; {\"équipe\"=\"é\"}",
                "a=\"\\u00e9\"                       ; {a=\"\\\\u00e9\"}",
                "\"a b\"=\"\\u00e9\"                 ; {\"a b\"=\"é\"}",
                "{}                                  ; {}",
            })
    void bothGrammarsAreRead(String text, String read) {
        assertThat(MatcherParser.parseAll(List.of(text))).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"severity", "=critical", "a==b c=d e", "a=\"open", "a=b\"c", "{a=b", "1a=b=c", "a=~(", "\"a b=c"
            })
    void whatIsNoMatcherIsRefused(String text) {
        if (text.equals("{a=b") || text.equals("a==b c=d e")) {
            // The classic grammar forgives these, so Alertmanager does.
            assertThat(MatcherParser.parse(text)).hasSize(1);
            return;
        }
        assertThatThrownBy(() -> MatcherParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'");
    }

    @ParameterizedTest
    @CsvSource({
        "a=1, true",
        "a=2, false",
        "a!=2, true",
        "missing='', true",
        "missing!='', false",
        "a=~1|2, true",
        "a=~., true",
        "b=~o, false",
        "b=~.*o.*, true",
        "missing=~.*, true",
        "missing=~.+, false",
        "b!~sh.p, false",
        "b!~sh, true",
    })
    void missingLabelsAreEmpty_andPatternsMatchTheWholeValue(String matcher, boolean matches) {
        String text = matcher.replace("''", "\"\"");

        assertThat(MatcherParser.parse(text).get(0).matches(Map.of("a", "1", "b", "shop")))
                .isEqualTo(matches);
    }

    /** In java.util.regex this would take years. */
    @Test
    void patternCannotBeMadeToBacktrack() {
        LabelMatcher matcher = MatcherParser.parse("a=~\"(x+x+)+y\"").get(0);

        assertThat(matcher.matches(Map.of("a", "x".repeat(50_000)))).isFalse();
    }
}
