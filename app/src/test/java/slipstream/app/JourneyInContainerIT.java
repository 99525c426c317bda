package slipstream.app;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same journey on the published Kafka image; skipped, and says so, where there is no Docker. */
@Tag("broker")
class JourneyInContainerIT {
    @TempDir
    private Path folder;

    @Test
    void theJourneyIsTheSameOnThePublishedKafkaImage() throws IOException {
        try (TestCluster kafka = TestClusters.startContainer()) {
            Journey.walk(kafka.bootstrapServers(), folder);
        }
    }
}
