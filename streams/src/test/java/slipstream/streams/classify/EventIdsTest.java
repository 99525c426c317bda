package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.streams.Slos;
import slipstream.streams.slice.ClockMode;

class EventIdsTest {
    private static final long T0 = Instant.parse("2026-01-28T00:00:00Z").toEpochMilli();
    private static final EventIds.Settings SETTINGS = new EventIds.Settings(Set.of("queue"), Duration.ofMinutes(10), 3);

    private final Map<String, Long> store = new HashMap<>();
    private EventIds ids = new EventIds(SETTINGS, store::get);

    @Test
    void anIdIsNewsOnce_withinTheWindow_andAgainAfterIt() {
        assertThat(ids.isNews(event("a"), T0)).isTrue();
        assertThat(ids.isNews(event("a"), T0 + 600_000)).isFalse();
        assertThat(ids.isNews(event("a"), T0 + 600_001)).isTrue();
    }

    @Test
    void whatWasStored_isRememberedAfterARestart() {
        ids.isNews(event("a"), T0);
        ids.drain(this::put);

        ids = new EventIds(SETTINGS, store::get);

        assertThat(ids.isNews(event("a"), T0 + 1)).isFalse();
    }

    @Test
    void beyondTheMost_theOldestAreForgotten_alsoInTheStore() {
        for (String id : new String[] {"a", "b", "c"}) {
            ids.isNews(event(id), T0);
        }
        ids.drain(this::put);

        ids.isNews(event("d"), T0 + 1);
        ids.drain(this::put);

        assertThat(store).hasSize(3);
        assertThat(ids.isNews(event("a"), T0 + 2)).isTrue();
        assertThat(ids.isNews(event("d"), T0 + 3)).isFalse();
    }

    @Test
    void onlyNamedSourcesAreToldById_theOthersBySequence() {
        Classifier classifier =
                new Classifier(Slos.compile(Slos.AVAILABILITY), source -> null, Long.MIN_VALUE, new Groups(), SETTINGS);

        assertThat(classifier.count(event("queue", 9, "a"), ClockMode.EVENT, 0)).isEqualTo(Classifier.Outcome.COUNTED);
        assertThat(classifier.count(event("queue", 3, "b"), ClockMode.EVENT, 0))
                .as("a lower sequence is no resend where ids count")
                .isEqualTo(Classifier.Outcome.COUNTED);
        assertThat(classifier.count(event("queue", 10, "a"), ClockMode.EVENT, 0))
                .isEqualTo(Classifier.Outcome.DUPLICATE);
        assertThat(classifier.count(event("log", 9, "a"), ClockMode.EVENT, 0)).isEqualTo(Classifier.Outcome.COUNTED);
        assertThat(classifier.count(event("log", 3, "b"), ClockMode.EVENT, 0)).isEqualTo(Classifier.Outcome.DUPLICATE);
    }

    private void put(String key, Long value) {
        if (value == null) {
            store.remove(key);
        } else {
            store.put(key, value);
        }
    }

    private static Observation event(String id) {
        return event("queue", 1, id);
    }

    private static Observation event(String source, long sequence, String id) {
        return new RequestObservation(
                new Origin(source, sequence), T0, "web", "/", "GET", 200, 1, Map.of(EventIds.ATTRIBUTE, id));
    }
}
