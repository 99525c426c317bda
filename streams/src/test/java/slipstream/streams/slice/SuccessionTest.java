package slipstream.streams.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.Slos;

class SuccessionTest {
    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final int PARTITIONS = 2;

    private final List<String> events = new ArrayList<>();
    private final Succession.Changes recorded = new Succession.Changes() {
        @Override
        public void opened(AccountPlan plan) {
            events.add("opened " + plan.definition().version());
        }

        @Override
        public void kept(AccountPlan plan) {
            events.add("kept " + plan.definition().version());
        }

        @Override
        public void closed(AccountKey definition, AccountKey successor) {
            events.add("closed " + definition.version() + " for " + (successor == null ? "none" : successor.version()));
        }
    };
    private final Succession succession = new Succession(PARTITIONS);

    @Test
    void whatIsThereAtTheBeginningSpeaks() {
        succession.begin(List.of(plan("v-1")));

        assertThat(succession.speaks(key("v-1"))).isTrue();
        assertThat(succession.speaks(key("v-2"))).isFalse();
    }

    @Test
    void theOldVersionSpeaks_untilTheNewOneIsCountedInEveryPartition() {
        succession.begin(List.of(plan("v-1")));
        succession.takeUp(List.of(plan("w-2")), recorded);
        succession.note(new BackfillMark(0, List.of(key("w-2"))), recorded);
        assertThat(succession.speaks(key("v-1"))).isTrue();

        List<AccountKey> speakNow = succession.note(new BackfillMark(1, List.of(key("w-2"))), recorded);

        assertThat(speakNow).containsExactly(key("w-2"));
        assertThat(succession.speaks(key("v-1"))).isFalse();
        assertThat(succession.speaks(key("w-2"))).isTrue();
        assertThat(events).containsExactly("opened w-2", "closed v-1 for w-2");
    }

    @Test
    void aPartitionThatSaysItTwice_countsOnce() {
        succession.begin(List.of(plan("v-1")));
        succession.takeUp(List.of(plan("w-2")), recorded);

        succession.note(new BackfillMark(0, List.of(key("w-2"))), recorded);
        succession.note(new BackfillMark(0, List.of(key("w-2"))), recorded);

        assertThat(succession.speaks(key("v-1"))).isTrue();
    }

    @Test
    void aVersionThatNeverSpoke_isClosedWhenAThirdComes_andTheFirstGoesOnSpeaking() {
        succession.begin(List.of(plan("v-1")));
        succession.takeUp(List.of(plan("w-2")), recorded);
        succession.note(new BackfillMark(0, List.of(key("w-2"))), recorded);

        succession.takeUp(List.of(plan("x-3")), recorded);

        assertThat(succession.speaks(key("v-1"))).isTrue();
        assertThat(events).containsExactly("opened w-2", "closed w-2 for v-1", "opened x-3");
        succession.note(new BackfillMark(0, List.of(key("x-3"))), recorded);
        succession.note(new BackfillMark(1, List.of(key("x-3"))), recorded);
        assertThat(succession.speaks(key("x-3"))).isTrue();
    }

    @Test
    void goingBackBeforeTheNewVersionSpoke_closesIt() {
        succession.begin(List.of(plan("v-1")));
        succession.takeUp(List.of(plan("w-2")), recorded);

        succession.takeUp(List.of(plan("v-1")), recorded);

        assertThat(succession.speaks(key("v-1"))).isTrue();
        assertThat(events).containsExactly("opened w-2", "closed w-2 for v-1", "kept v-1");
    }

    @Test
    void aNewNameSpeaksAtOnce_andOneThatIsGoneIsClosedForNone() {
        succession.begin(List.of(plan("v-1")));

        succession.takeUp(List.of(), recorded);
        succession.takeUp(List.of(plan("v-3")), recorded);

        assertThat(events).containsExactly("closed v-1 for none", "opened v-3");
        assertThat(succession.speaks(key("v-3"))).isTrue();
    }

    @Test
    void aMarkOfAVersionThatIsNotComing_changesNothing() {
        succession.begin(List.of(plan("v-1")));

        succession.note(new BackfillMark(0, List.of(key("v-1"), key("w-2"))), recorded);
        succession.note(new BackfillMark(1, List.of(key("v-1"), key("w-2"))), recorded);

        assertThat(succession.speaks(key("v-1"))).isTrue();
        assertThat(events).isEmpty();
    }

    private static AccountPlan plan(String version) {
        return AccountPlan.of(SLO.withVersion(version));
    }

    private static AccountKey key(String version) {
        return plan(version).definition();
    }
}
