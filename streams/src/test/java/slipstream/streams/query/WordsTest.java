package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.contract.slo.Comparison;
import slipstream.contract.slo.Indicator;
import slipstream.contract.slo.RuleCondition;
import slipstream.contract.slo.SloCondition;

class WordsTest {
    @Test
    void indicatorsAreSaidWithWhatTheySelect() {
        assertThat(Words.of(Sample.latency("a", "web", "0.9").indicators().get(0)))
                .isEqualTo("good where latencyMillis < 300.0, of those where service == 'web'");
        assertThat(Words.of(
                        new Indicator.BadRatio(Sample.selector("service == 'web'"), Sample.selector("status >= 500"))))
                .isEqualTo("bad where status >= 500, of those where service == 'web'");
        assertThat(Words.of(new Indicator.Selected(Sample.selector("type == 'probe'"))))
                .isEqualTo("all, of those where type == 'probe'");
    }

    @Test
    void conditionsOfBudgetsAreSaidWithTheirLimits() {
        assertThat(Words.of(new SloCondition.BudgetLeft(250_000))).isEqualTo("less than 25.0 % of the budget is left");
        assertThat(Words.of(new SloCondition.NoData(Duration.ofMinutes(10)))).isEqualTo("no data for 10m");
    }

    @Test
    void conditionsOfRulesAreSaidWithTheirLimits() {
        assertThat(Words.of(SampleRules.SLOW)).isEqualTo("mean over 5m > 300 for 2m");
        assertThat(Words.of(new RuleCondition.Consecutive(3, List.of(), 1))).isEqualTo("3 bad in a row");
        assertThat(Words.of(new RuleCondition.Consecutive(3, List.of(Sample.selector("location")), 2)))
                .isEqualTo("3 bad in a row, in at least 2 of location");
        assertThat(Words.of(new RuleCondition.NoData(Duration.ofHours(26)))).isEqualTo("no data for 26h");
        assertThat(Words.of(new RuleCondition.Threshold(
                        RuleCondition.Aggregation.P95,
                        Duration.ofHours(1),
                        Comparison.GTE,
                        new BigDecimal("1.5E+3"),
                        Optional.empty(),
                        1)))
                .isEqualTo("p95 over 1h >= 1500");
    }
}
