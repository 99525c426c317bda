package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessWarningsTest {
    private final Logger kafka = new LoggerContext().getLogger("org.apache.kafka");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[QuorumController id=1] Performing controller activation. The metadata log appears to be empty.",
                "[client] Attempting to close NetworkClient that has already been closed.",
                "Auto topic creation failed for __consumer_offsets with error 'TOPIC_ALREADY_EXISTS': Topic exists."
            })
    void usualWarningOfAStartOrStop_isHidden(String message) {
        assertThat(new HarmlessWarnings().decide(warning(message))).isEqualTo(FilterReply.DENY);
    }

    @Test
    void anyOtherWarning_isShown() {
        LoggingEvent event = warning("[client] Connection to node 1 could not be established.");

        assertThat(new HarmlessWarnings().decide(event)).isEqualTo(FilterReply.NEUTRAL);
    }

    private LoggingEvent warning(String message) {
        return new LoggingEvent("caller", kafka, Level.WARN, message, null, null);
    }
}
