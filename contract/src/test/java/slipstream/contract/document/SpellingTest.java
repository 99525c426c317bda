package slipstream.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("objectives", "timeWindow", "service", "op");

    @ParameterizedTest
    @CsvSource({"objectve,objectives", "timewindow,timeWindow", "servcie,service", "Timewindows,timeWindow", "ops,op"})
    void theNearestKnownWordIsSuggested(String word, String meant) {
        assertThat(Spelling.suggestion(word, KNOWN)).isEqualTo("; did you mean '" + meant + "'?");
    }

    @Test
    void whereNothingIsNearAllKnownWordsAreListed() {
        assertThat(Spelling.suggestion("budget", KNOWN)).isEqualTo("; known are objectives, timeWindow, service, op");
    }

    @Test
    void aWordTooLongToBeASlipGetsNoSuggestion() {
        assertThat(Spelling.suggestion("x".repeat(129), KNOWN)).isEmpty();
    }

    @Test
    void whereNothingIsKnownNothingIsSuggested() {
        assertThat(Spelling.suggestion("budget", Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'','',0",
        "a,'',1",
        "kitten,sitting,3",
        "flaw,lawn,2",
        "Service,service,0",
        "ab,ba,1",
        "valeu,value,1",
        "abc,cab,2"
    })
    void theDistanceCountsSlips_withoutCase(String a, String b, int distance) {
        assertThat(Spelling.distance(a, b)).isEqualTo(distance);
        assertThat(Spelling.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void theNearestIsGivenOnlyWhereItIsNear() {
        assertThat(Spelling.nearest("Europe/Berln", List.of("Europe/Paris", "Europe/Berlin")))
                .contains("Europe/Berlin");
        assertThat(Spelling.nearest("query", List.of("selector"))).isEmpty();
        assertThat(Spelling.nearest("x", List.of())).isEmpty();
        assertThat(Spelling.nearest("x".repeat(200), List.of("x"))).isEmpty();
    }
}
