package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.ingest.tail.FileLogSettings.From;

/** Following files while they are written, renamed and cut off. */
@Timeout(60)
class LogFollowTest extends TailerWorld {
    @Test
    void positionMovesOnlyOverWhatIsConfirmed() throws IOException {
        write(lines(1, 250));
        sink.hold();
        LogTailer tailer = start(From.STORED);
        await().atMost(SOON).until(() -> sink.attempts() == 3);

        sink.confirmNewestHeld();
        // The first batch is not confirmed yet, so the offset stays where it is however long the tailer looks.
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> tailer.report().lines() == 0);
        assertThat(storedOffset()).isZero();

        sink.confirmHeld();
        await().atMost(SOON).until(() -> tailer.report().lines() == 250);
        tailer.close();
        assertThat(storedOffset()).isEqualTo(Files.size(log));
    }

    @Test
    void whatWasNotConfirmedIsReadAgainAfterARestart_withTheSameOrigins() throws IOException {
        write(lines(1, 250));
        sink.refuse(attempt -> attempt >= 1);
        LogTailer first = start(From.STORED);
        await().atMost(SOON).until(() -> first.report().lines() == 100 && sink.attempts() > 3);
        first.close();
        RecordingSink before = sink;
        sink = new RecordingSink();

        tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(before.routes()).hasSize(100);
        assertThat(sink.routes())
                .isEqualTo(
                        IntStream.rangeClosed(101, 250).mapToObj(i -> "/" + i).toList());
        assertThat(sink.confirmed().get(0).origin().source())
                .isEqualTo(before.confirmed().get(0).origin().source());
    }

    @Test
    void whileKafkaIsAwayTheHealthSaysSo_andAfterwardsAllIsRead() throws IOException {
        write(lines(1, 10));
        sink.refuse(attempt -> true);
        LogTailer tailer = start(From.STORED);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(tailer.health().get(0).state()).isEqualTo(Health.State.WAITING);
            assertThat(tailer.health().get(0).reason()).contains("the broker is away");
        });
        sink.refuse(attempt -> false);

        await().atMost(SOON).until(() -> sink.routes().size() == 10);
        await().atMost(SOON).until(() -> tailer.health().get(0).state() == Health.State.UP);
    }

    @Test
    void linesAreReadAsTheyAreWritten_andHalfALineWaitsForItsEnd() throws IOException {
        write("");
        start(From.STORED);
        append(line(1) + "\n" + line(2).substring(0, 20));

        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1")));
        append(line(2).substring(20));
        append("\n");

        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1", "/2")));
        assertThat(sink.dead()).isEmpty();
    }

    @Test
    void fileThatIsMissingIsAwaited() throws IOException {
        LogTailer tailer = start(From.STORED);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(tailer.health().get(0).state()).isEqualTo(Health.State.WAITING);
            assertThat(tailer.health().get(0).reason()).contains("does not exist");
        });

        write(line(1) + "\n");

        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1")));
        await().atMost(SOON).until(() -> tailer.health().get(0).state() == Health.State.UP);
    }

    @Test
    void renamedFileIsReadToItsEnd_andItsSuccessorFromTheBeginning() throws IOException {
        write(lines(1, 3));
        start(From.STORED);
        await().atMost(SOON).until(() -> sink.routes().size() == 3);

        Path old = folder.resolve("access.log.1");
        Files.move(log, old);
        Files.writeString(old, line(4) + "\n", StandardOpenOption.APPEND);
        write(line(5) + "\n");
        await().atMost(SOON).until(() -> sink.routes().size() == 5);
        Files.writeString(old, line(6) + "\n", StandardOpenOption.APPEND);

        await().atMost(SOON).until(() -> sink.routes().size() == 6);
        assertThat(sink.routes()).containsExactlyInAnyOrder("/1", "/2", "/3", "/4", "/5", "/6");
        assertThat(sink.confirmed().stream().map(o -> o.origin().source()).distinct())
                .hasSize(2);
    }

    @Test
    void renamedFileIsLeftAfterAWhileOfSilence_itsLastLineEvenWithoutAnEnd() throws IOException {
        write(line(1) + "\n" + line(2));
        LogTailer tailer = new LogTailer(
                settings("access.log", From.STORED, true),
                positions(),
                sink,
                TimeBounds.event(CLOCK),
                registry,
                Duration.ofMillis(300));
        started.add(tailer);
        tailer.start();
        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1")));

        Files.move(log, folder.resolve("access.log.1"));

        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1", "/2")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tailer.health())
                        .singleElement()
                        .satisfies(part -> assertThat(part.reason()).contains("does not exist")));
        write(line(3) + "\n");
        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1", "/2", "/3")));
    }

    @Test
    void fileThatIsCutOffBeginsAnewUnderAnotherSource() throws IOException {
        write(lines(1, 3));
        start(From.STORED);
        await().atMost(SOON).until(() -> sink.routes().size() == 3);

        // Copied and truncated, then written again with the very same first line: nothing but the size tells.
        write(line(1) + "\n");

        await().atMost(SOON).until(() -> sink.routes().size() == 4);
        assertThat(sink.routes()).containsExactly("/1", "/2", "/3", "/1");
        List<String> sources =
                sink.confirmed().stream().map(o -> o.origin().source()).toList();
        assertThat(sources.get(3)).isEqualTo(sources.get(0) + ".1");
        assertThat(registry.get("slipstream.ingest.file.cuts").counter().count())
                .isEqualTo(1);
    }

    @Test
    void readingFromTheEndLeavesOutWhatIsThere_butNotTheLineThatIsBeingWritten() throws IOException {
        write(lines(1, 3) + line(4).substring(0, 10));
        LogTailer tailer = start(From.END);
        await().atMost(SOON).until(() -> tailer.health().get(0).state() == Health.State.UP);

        append(line(4).substring(10) + "\n");

        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/4")));
        assertThat(sink.dead()).isEmpty();
    }

    @Test
    void fileWhoseNameNoSourceMayHaveIsSaidAndNotRead() throws IOException {
        write(line(1) + "\n");
        Files.writeString(folder.resolve("b\nad.log"), line(2) + "\n");
        LogTailer tailer = new LogTailer(
                settings("*.log", From.STORED, true), positions(), sink, TimeBounds.event(CLOCK), registry);
        started.add(tailer);
        tailer.start();

        await().atMost(SOON).until(() -> sink.routes().equals(List.of("/1")));
        assertThat(tailer.health()).anySatisfy(part -> {
            assertThat(part.state()).isEqualTo(Health.State.WAITING);
            assertThat(part.reason()).contains("control characters");
        });
    }
}
