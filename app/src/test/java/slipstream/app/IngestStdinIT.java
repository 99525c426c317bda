package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import slipstream.contract.topic.Topics;

/** {@code slipstream ingest -}: what is piped in is on the topics when the command has ended. */
@Tag("broker")
class IngestStdinIT {
    @Test
    void everyLineOfThePipeIsAnObservationOrADeadLetter() {
        String lines = """
                {"name":"sync","timestamp":"2026-01-28T00:00:00Z","level":"info","message":"Duration: 5 ms\\tMemory Usage: 9 MB"}
                {"name":"sync","timestamp":"2026-01-28T00:00:01Z","level":"error","message":"boom"}
                garbage
                """;
        try (TestCluster kafka = EmbeddedTestCluster.start();
                TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers())) {
            topics.ensure((short) 1);

            Said said = Said.reading(
                    new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                    "ingest",
                    "-",
                    "--format=netlify",
                    "--service=site",
                    "--clock=event",
                    "--bootstrap=" + kafka.bootstrapServers());

            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.out()).isEqualTo("""
                    3 lines: 2 accepted, 0 dropped, 1 dead
                      unparsed_line: 1
                    """);
            try (TopicReader<byte[]> dead = new TopicReader<>(kafka.bootstrapServers(), Topics.DEAD_LETTERS);
                    TopicReader<byte[]> taken = new TopicReader<>(kafka.bootstrapServers(), Topics.OBSERVATIONS)) {
                await().until(() -> dead.values().size() == 1 && taken.values().size() == 1);
                assertThat(dead.values().get(0)).isEqualTo("garbage".getBytes(StandardCharsets.UTF_8));
                assertThat(new String(taken.values().get(0), StandardCharsets.UTF_8).lines())
                        .hasSize(3);
            }
        }
    }
}
