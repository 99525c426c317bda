package slipstream.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Hides the warnings that the embedded broker gives at every start and stop although nothing is wrong, so that a warning on
 * the screen is one. Their loggers stay on, because they also warn of real trouble. Public since the logging set-up makes it.
 */
public final class HarmlessWarnings extends Filter<ILoggingEvent> {
    private static final List<String> HARMLESS = List.of(
            "Performing controller activation.",
            "Attempting to close NetworkClient that has already been closed.",
            "failed for __consumer_offsets with error 'TOPIC_ALREADY_EXISTS'");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        // Kafka puts a prefix in brackets before its sentences.
        boolean harmless = HARMLESS.stream().anyMatch(event.getFormattedMessage()::contains);
        return harmless ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
