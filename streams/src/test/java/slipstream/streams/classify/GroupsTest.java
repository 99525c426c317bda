package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.slo.GroupBy;
import slipstream.streams.Slos;
import slipstream.streams.slice.AccountKey;

class GroupsTest {
    private static final CompiledSeries SERIES = Slos.compile(Slos.AVAILABILITY.replace(
                    "selector: \"service == 'web'\"",
                    "selector: \"service == 'web'\", groupBy: [route, attributes.tier], maxGroups: 2"))
            .series()
            .get(0);
    private static final List<String> A = List.of("/a", "gold");
    private static final List<String> B = List.of("/b", "");
    private static final List<String> C = List.of("/c", "gold");
    private static final List<String> OVERFLOW = List.of(GroupBy.OVERFLOW, GroupBy.OVERFLOW);

    private final Groups groups = new Groups();

    @Test
    void theFirstGroupsHaveAnAccountOfTheirOwn_andTheRestShareOne() {
        assertThat(groupOf(A)).isEqualTo(A);
        assertThat(groupOf(B)).isEqualTo(B);
        assertThat(groupOf(C)).isEqualTo(OVERFLOW);
        assertThat(groupOf(A)).isEqualTo(A);
        assertThat(groups.overflowing()).containsExactly(SERIES.key().account());
    }

    @Test
    void whoWasAdmittedStaysAdmittedOverARestart() {
        groupOf(C);
        List<AccountKey> stored = new ArrayList<>();
        groups.drain(stored::add);
        Groups restarted = new Groups();
        stored.forEach(restarted::restore);

        assertThat(restarted.keyOf(SERIES, A).account().group()).isEqualTo(A);
        assertThat(restarted.keyOf(SERIES, B).account().group()).isEqualTo(OVERFLOW);
        assertThat(restarted.keyOf(SERIES, C).account().group()).isEqualTo(C);
    }

    @Test
    void aGroupIsHandedOverOnce_andTheOverflowNever() {
        groupOf(A);
        groupOf(B);
        groupOf(C);
        List<AccountKey> stored = new ArrayList<>();
        groups.drain(stored::add);
        groupOf(A);
        groups.drain(stored::add);

        assertThat(stored).extracting(AccountKey::group).containsExactly(A, B);
    }

    private List<String> groupOf(List<String> values) {
        return groups.keyOf(SERIES, values).account().group();
    }
}
