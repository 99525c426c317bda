package slipstream.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void namesAreDottedPluralNounsInLowerCase() {
        assertThat(Topics.all())
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("slipstream\\.[a-z]+(-[a-z]+)*s"));
    }

    @Test
    void theListIsWhole() throws IllegalAccessException {
        int declared = 0;
        for (var field : Topics.class.getDeclaredFields()) {
            if (field.getType() == Topic.class) {
                declared++;
                assertThat(Topics.all()).contains((Topic<?, ?>) field.get(null));
            }
        }
        assertThat(Topics.all()).hasSize(declared);
    }

    @Test
    void everyTopicRefusesRecordsStampedMoreThanFiveMinutesAhead() {
        assertThat(Topics.all())
                .allSatisfy(topic ->
                        assertThat(topic.settings()).containsEntry("message.timestamp.after.max.ms", "300000"));
    }

    @Test
    void retentionMeansDeletion_andNoRetentionMeansCompaction() {
        assertThat(Topics.OBSERVATIONS.settings())
                .isEqualTo(Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", "2592000000",
                        "message.timestamp.after.max.ms", "300000"));
        assertThat(Topics.ALERTS.settings())
                .isEqualTo(Map.of("cleanup.policy", "compact", "message.timestamp.after.max.ms", "300000"));
        assertThat(Topics.all().stream().filter(Topic::isCompacted))
                .containsExactly(
                        Topics.DEFINITIONS, Topics.BUDGETS, Topics.ALERTS, Topics.SILENCES, Topics.ALERTING_RECORDS);
    }

    @Test
    void whatWasToldAboutAGroupOfFiftyThousandAlertsFitsIn() {
        assertThat(Topics.ALERTING_RECORDS.settings()).containsEntry("max.message.bytes", "16777216");
        assertThat(Topics.ALERTS.settings()).doesNotContainKey("max.message.bytes");
    }

    @Test
    void threeReplicasMustBeInTwoPlaces_andOneReplicaInOne() {
        NewTopic replicated = Topics.ALERTS.toCreate((short) 3);
        NewTopic single = Topics.ALERTS.toCreate((short) 1);

        assertThat(replicated.name()).isEqualTo("slipstream.alerts");
        assertThat(replicated.numPartitions()).isEqualTo(4);
        assertThat(replicated.replicationFactor()).isEqualTo((short) 3);
        assertThat(replicated.configs()).containsEntry("min.insync.replicas", "2");
        assertThat(single.configs()).doesNotContainKey("min.insync.replicas");
    }

    @Test
    void theTableOfTheReadmeIsTheCode() throws IOException {
        List<String> table = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `slipstream.") && !line.startsWith("| `slipstream.contract."))
                .toList();

        assertThat(table)
                .containsExactlyElementsOf(
                        Topics.all().stream().map(TopicsTest::row).toList());
    }

    private static String row(Topic<?, ?> topic) {
        String kept =
                topic.retention().map(Duration::toDays).map(days -> days + " d").orElse("last of each key");
        return "| `" + topic.name() + "` | " + topic.purpose() + " | " + topic.partitions() + " | " + kept + " |";
    }
}
