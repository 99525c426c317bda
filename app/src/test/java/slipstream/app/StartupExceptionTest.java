package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartupExceptionTest {
    @Test
    void innermostSentenceIsTheOneThatHelps() {
        Exception inner = new IllegalArgumentException("the password is missing");
        Exception outer = new IllegalStateException("could not start", new RuntimeException("client failed", inner));

        assertThat(StartupException.deepestMessage(outer)).isEqualTo("the password is missing");
    }

    @Test
    void kindIsNamed_whenTheInnermostSaysNothing() {
        Exception outer = new IllegalStateException("could not start", new InterruptedException());

        assertThat(StartupException.deepestMessage(outer)).isEqualTo("InterruptedException");
    }
}
