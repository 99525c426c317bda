package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;
import slipstream.streams.define.DefinitionFiles;
import slipstream.streams.define.DefinitionsConsumer;
import slipstream.streams.define.DefinitionsPublisher;

/** Definitions travel on their topic: the same for every instance, in numbered revisions. */
@Tag("broker")
@ExtendWith(KafkaExtension.class)
class DefinitionsTopicIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Map<String, Object> kafka;
    private DefinitionsPublisher publisher;

    @BeforeEach
    void topicExists(TestCluster cluster) {
        try (TopicAdmin topics = new TopicAdmin(cluster.bootstrapServers())) {
            topics.ensure((short) 1);
        }
        kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        publisher = new DefinitionsPublisher(kafka, InstantSource.system());
    }

    @Test
    void aRevisionIsPublishedOnce_andReachesWhoeverFollows() {
        long first = publisher.publish(files("web", "0.999"));
        assertThat(publisher.publish(files("web", "0.999"))).isEqualTo(first);

        try (DefinitionsConsumer follower = DefinitionsConsumer.start(kafka, first, meters)) {
            SloDefinition before = slo(follower);
            long second = publisher.publish(files("web", "0.95"));

            await().atMost(SOON).until(() -> follower.current().get().number() == second);
            assertThat(second).isEqualTo(first + 1);
            assertThat(slo(follower).objectives().get(0).badPpm()).isEqualTo(50_000);
            assertThat(slo(follower).version())
                    .as("another target counts nothing anew")
                    .isEqualTo(before.version());
            assertThat(meters.get("slipstream.definitions.revision").gauge().value())
                    .isEqualTo(second);
        }
    }

    @Test
    void aDefinitionThatComesBack_beginsAnew() {
        long first = publisher.publish(files("back", "0.999"));
        String before = versionOf(first, "back");
        publisher.publish(files("other", "0.999"));

        long third = publisher.publish(files("back", "0.999"));

        assertThat(versionOf(third, "back")).isNotEqualTo(before);
        assertThat(versionOf(third, "back").split("-")[0]).isEqualTo(before.split("-")[0]);
    }

    @Test
    void aFileThatIsTakenAway_isTakenFromTheTopic(TestCluster cluster) {
        publisher.publish(both("one", "two"));
        publisher.publish(files("one", "0.999"));

        Map<String, String> last = new TreeMap<>();
        try (TopicReader<String> topic = new TopicReader<>(cluster.bootstrapServers(), Topics.DEFINITIONS)) {
            topic.all().forEach(item -> last.put(new String(item.at().key()), String.valueOf(item.value())));
        }
        assertThat(last).containsEntry("two.yaml", "null");
        assertThat(last.get("manifest")).contains("one.yaml").doesNotContain("two.yaml");
    }

    @Test
    void whoAsksForARevisionThatIsNotThere_isTold() {
        long revision = publisher.publish(files("web", "0.999"));

        assertThatThrownBy(() -> DefinitionsConsumer.start(kafka, revision + 1, meters))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("does not have revision " + (revision + 1));
    }

    private String versionOf(long revision, String slo) {
        try (DefinitionsConsumer follower = DefinitionsConsumer.start(kafka, revision, new SimpleMeterRegistry())) {
            return follower.current().catalogue().slos().stream()
                    .filter(definition -> definition.id().name().equals(slo))
                    .findFirst()
                    .orElseThrow()
                    .version();
        }
    }

    private static SloDefinition slo(DefinitionsConsumer follower) {
        List<SloDefinition> slos = follower.current().catalogue().slos();
        assertThat(slos).hasSize(1);
        return slos.get(0);
    }

    private static DefinitionFiles files(String name, String target) {
        return new DefinitionFiles("", Map.of(name + ".yaml", document(name, target)));
    }

    private static DefinitionFiles both(String one, String two) {
        return new DefinitionFiles(
                "", Map.of(one + ".yaml", document(one, "0.999"), two + ".yaml", document(two, "0.999")));
    }

    private static String document(String name, String target) {
        return """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: %1$s}
                spec:
                  service: %1$s
                  indicator:
                    spec:
                      ratioMetric:
                        total: {metricSource: {spec: {selector: "service == '%1$s'"}}}
                        good: {metricSource: {spec: {selector: "status < 500"}}}
                  timeWindow: [{duration: 30d, isRolling: true}]
                  budgetingMethod: Occurrences
                  objectives: [{target: %2$s}]
                """.formatted(name, target);
    }
}
