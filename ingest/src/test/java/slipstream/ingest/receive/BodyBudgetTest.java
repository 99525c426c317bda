package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    @Test
    void whatDoesNotFitIsNotTaken_andWhatIsGivenBackFitsAgain() {
        // given
        BodyBudget budget = new BodyBudget(100);

        // then
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(41)).isFalse();
        assertThat(budget.usedBytes()).isEqualTo(60);
        assertThat(budget.take(40)).isTrue();
        budget.giveBack(60);
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.usedBytes()).isEqualTo(100);
    }
}
