package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BudgetedTextTest {
    @Test
    void patternThatBacktracksForeverIsEnded() {
        Pattern hostile = Pattern.compile("(.*a){14}b");

        assertThatThrownBy(() -> BudgetedText.find(hostile, "a".repeat(28)))
                .isInstanceOf(BudgetedText.OverBudgetException.class)
                .hasMessageContaining("steps");
    }

    @Test
    void groupThatIsRepeatedTooOftenIsEnded() {
        Pattern deep = Pattern.compile("(a|b)*c");

        assertThatThrownBy(() -> BudgetedText.find(deep, "ab".repeat(100_000)))
                .isInstanceOf(BudgetedText.OverBudgetException.class);
    }

    @Test
    void ordinaryPatternFindsWhatItWouldFindWithoutABudget() {
        Matcher matcher = Pattern.compile("id=(\\d+)")
                .matcher(new BudgetedText("x".repeat(50_000) + "id=42", BudgetedText.STEPS_PER_LINE));

        assertThat(BudgetedText.find(matcher)).isTrue();
        assertThat(matcher.group(1)).isEqualTo("42");
        assertThat(BudgetedText.find(Pattern.compile("needle"), "hay".repeat(300_000) + "needle"))
                .isTrue();
    }
}
