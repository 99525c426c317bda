package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that is killed loses nothing that it acknowledged, and its folder belongs to whoever comes next. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmbeddedBrokerCrashIT {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBrokerCrashIT.class);

    @TempDir
    private Path folder;

    @Test
    void folderIsHeldWhileTheProcessLives_andItsRecordsAreStillThereAfterItIsKilled() throws Exception {
        List<String> written =
                IntStream.range(0, 5_000).mapToObj(i -> "event-" + i).toList();

        try (BrokerProcess process = BrokerProcess.start(folder)) {
            log.info("broker and topics ready in {} ms (a process of its own, from its start)", process.readyMillis());
            ObservationTape.write(process.bootstrapServers(), written);
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another Slipstream (process "
                            + process.process().pid() + ")");
            process.kill();
        }

        try (TimedBroker broker = TimedBroker.start(folder, "after kill -9")) {
            assertThat(ObservationTape.read(broker.bootstrapServers(), written.size()))
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }
}
