package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

class BrokerSettingsTest {
    private final Map<String, String> settings =
            BrokerSettings.of(Path.of("data", "log"), new LoopbackPorts(9092, 9093));

    @Test
    void everyAddressIsLoopback() {
        assertThat(settings.get("listeners")).isEqualTo("PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093");
        assertThat(settings.get("advertised.listeners")).isEqualTo("PLAINTEXT://127.0.0.1:9092");
        assertThat(settings.get("controller.quorum.voters")).isEqualTo("1@127.0.0.1:9093");
    }

    @Test
    void everyInternalTopicHasOneCopy_sinceThereIsOneNode() {
        assertThat(settings.entrySet())
                .filteredOn(entry -> entry.getKey().matches(".*(replication\\.factor|min\\.isr|insync\\.replicas)"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getValue()).isEqualTo("1"));
    }

    @Test
    void topicsAreNotMadeByMisspelling() {
        assertThat(settings).containsEntry("auto.create.topics.enable", "false");
    }

    @Test
    void positionsOutliveTheLongestRetention_soThatAMachineSwitchedOffForMonthsDoesNotCountTwice() {
        long longestMinutes = Topics.all().stream()
                .flatMap((Topic<?, ?> topic) -> topic.retention().stream())
                .mapToLong(kept -> kept.toMinutes())
                .max()
                .orElseThrow();

        assertThat(Long.parseLong(settings.get("offsets.retention.minutes"))).isGreaterThanOrEqualTo(longestMinutes);
    }
}
