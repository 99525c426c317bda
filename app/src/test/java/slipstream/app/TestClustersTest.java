package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

class TestClustersTest {
    @ParameterizedTest
    @EnumSource(TestClusters.Choice.class)
    void everyChoiceIsKnownByItsWord(TestClusters.Choice choice) {
        assertThat(TestClusters.Choice.of(choice.name().toLowerCase(Locale.ROOT)))
                .isEqualTo(choice);
    }

    @Test
    void containerTestIsSkippedInPlainWords_whereThereIsNoDocker() {
        Optional<String> why = TestClusters.whyNoContainer();
        Assumptions.assumeTrue(why.isPresent(), "Docker is available here");

        assertThatThrownBy(TestClusters::startContainer)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("Docker is not available here")
                .hasMessageContaining("is skipped");
    }

    @Test
    void unknownWordIsAnError_notASilentDefault() {
        assertThatThrownBy(() -> TestClusters.Choice.of("Docker"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("embedded, docker, auto");
    }
}
