package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

@ExtendWith(KafkaExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopicAdminIT {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Test
    void secondRunCreatesNothing_andFindsNoDifference(TestCluster cluster) {
        try (TopicAdmin topics = new TopicAdmin(cluster.bootstrapServers())) {
            TopicReport first = topics.ensure((short) 1);
            TopicReport second = topics.ensure((short) 1);

            List<String> names = Topics.all().stream().<String>map(Topic::name).toList();
            assertThat(first.differences()).isEmpty();
            assertThat(second.created()).isEmpty();
            assertThat(second.existing()).containsExactlyElementsOf(names);
            assertThat(second.differences()).isEmpty();
        }
    }

    @Test
    void createdTopicHasTheDeclaredSettings(TestCluster cluster) throws Exception {
        Topic<String, String> declared = topic("declared", 3, Optional.of(Duration.ofHours(2)));

        TopicReport report = ensure(cluster, declared, (short) 1);

        assertThat(report).isEqualTo(new TopicReport(List.of("declared"), List.of(), List.of()));
        assertThat(ensure(cluster, declared, (short) 1).differences()).isEmpty();
    }

    @Test
    void otherPartitionsAndCleanup_areReportedAndLeftAsTheyAre(TestCluster cluster) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            NewTopic other = new NewTopic("foreign", 2, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact", "message.timestamp.after.max.ms", "300000"));
            admin.createTopics(List.of(other)).all().get();
        }
        Topic<String, String> declared = topic("foreign", 4, Optional.of(Duration.ofDays(1)));

        TopicReport report = ensure(cluster, declared, (short) 1);

        assertThat(report.created()).isEmpty();
        assertThat(report.differences())
                .extracting(TopicReport.Difference::sentence)
                .containsExactlyInAnyOrder(
                        "topic foreign has partitions 2 where Slipstream declares 4",
                        "topic foreign has cleanup.policy compact where Slipstream declares delete",
                        "topic foreign has retention.ms 604800000 where Slipstream declares 86400000");
        assertThat(ensure(cluster, declared, (short) 1)).isEqualTo(report);
    }

    @Test
    void moreCopiesThanBrokers_isRefusedWithTheWayOut(TestCluster cluster) {
        Topic<String, String> declared = topic("too-many-copies", 1, Optional.empty());

        assertThatThrownBy(() -> ensure(cluster, declared, (short) 3))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("too-many-copies")
                .hasMessageContaining("at most the number of brokers");
    }

    @Test
    void silentAddressIsNamed_whenNoBrokerAnswers() {
        String nobody = "127.0.0.1:" + LoopbackPorts.find(0).client();

        try (TopicAdmin topics = new TopicAdmin(at(nobody), Duration.ofSeconds(2), Topics.all())) {
            assertThatThrownBy(() -> topics.ensure((short) 1))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("no Kafka broker answered at " + nobody);
        }
    }

    @Test
    void textThatIsNoAddress_isRefused() {
        assertThatThrownBy(() -> new TopicAdmin("kafka"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("at 'kafka' cannot be made");
    }

    @Test
    void securitySettingsReachTheClient() {
        Map<String, Object> impossible = Map.of("bootstrap.servers", "127.0.0.1:9092", "security.protocol", "SASL_SSL");

        assertThatThrownBy(() -> new TopicAdmin(impossible))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("JAAS");
    }

    private static TopicReport ensure(TestCluster cluster, Topic<?, ?> declared, short copies) {
        try (TopicAdmin topics = new TopicAdmin(at(cluster.bootstrapServers()), ANSWER_WITHIN, List.of(declared))) {
            return topics.ensure(copies);
        }
    }

    private static Map<String, Object> at(String bootstrapServers) {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    private static Topic<String, String> topic(String name, int partitions, Optional<Duration> retention) {
        return new Topic<>(name, "a test", Serdes.String(), Serdes.String(), partitions, retention);
    }
}
