package slipstream.app;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Read this first: the whole way of an event, on the embedded broker. The steps are in {@link Journey}. */
@Tag("broker")
@ExtendWith(KafkaExtension.class)
class JourneyIT {
    @TempDir
    private Path folder;

    @Test
    void aLineOfAnAccessLogBecomesAnAlertThatSomebodyIsTold(TestCluster kafka) throws IOException {
        Journey.walk(kafka.bootstrapServers(), folder);
    }
}
