package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.tail.FileLogSettings.From;

/** Reading files to their present end. */
@Timeout(60)
class LogTailerTest extends TailerWorld {
    @Test
    void everyLineOfAFileIsAccountedFor() throws IOException {
        write("\uFEFF" + line(1) + "\r\n\n" + line(2) + "\nnonsense\n   \n" + line(3).replace("2020", "2050") + "\n"
                + line(4));

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(sink.routes()).containsExactly("/1", "/2", "/4");
        assertThat(sink.dropped()).containsExactly("file blank_line", "file blank_line");
        assertThat(sink.dead())
                .extracting(DeadLetter::reason)
                .containsExactly(RejectReason.UNPARSED_LINE, RejectReason.TIMESTAMP_OUT_OF_RANGE);
        assertThat(report.lines()).isEqualTo(7);
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(report.dropped()).isEqualTo(2);
        assertThat(report.dead()).isEqualTo(2);
        assertThat(report.bytes()).isEqualTo(Files.size(log));
    }

    @Test
    void sequenceIsThePlaceOfTheLineAndTheDeadLetterKeepsIt() throws IOException {
        write(line(1) + "\nbad \u0001 line\n" + line(2) + "\n");
        int second = line(1).length() + 1;

        tailer(From.STORED, false).readToEnd(progress -> {});

        List<Origin> origins =
                sink.confirmed().stream().map(Observation::origin).toList();
        assertThat(origins).extracting(Origin::sequence).containsExactly(1L, second + 12L);
        assertThat(origins.get(0).source()).matches("file:" + log + "#[0-9a-f]{16}");
        DeadLetter letter = sink.dead().get(0);
        assertThat(letter.entry()).isEqualTo("file");
        assertThat(letter.source()).isEqualTo(origins.get(0).source());
        assertThat(letter.position()).isEqualTo(second);
        assertThat(new String(letter.bytes(), StandardCharsets.UTF_8)).isEqualTo("bad \u0001 line");
    }

    @Test
    void linesTravelInBatchesOfAHundred() throws IOException {
        write(lines(1, 250));

        tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(sink.batchSizes()).containsExactly(100, 100, 50);
    }

    @Test
    void fileLargerThanTheBufferIsReadInOrderAndWhole() throws IOException {
        write(lines(1, 20_000));
        assertThat(Files.size(log)).isGreaterThan(900_000);

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(report.accepted()).isEqualTo(20_000);
        assertThat(sink.routes())
                .isEqualTo(
                        IntStream.rangeClosed(1, 20_000).mapToObj(i -> "/" + i).toList());
    }

    @Test
    void secondReadingGoesOnWhereTheFirstStopped() throws IOException {
        write(lines(1, 10));
        tailer(From.STORED, false).readToEnd(progress -> {});
        String source = sink.confirmed().get(0).origin().source();
        append(lines(11, 12));
        sink = new RecordingSink();

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(report.lines()).isEqualTo(2);
        assertThat(sink.routes()).containsExactly("/11", "/12");
        assertThat(sink.confirmed().get(0).origin().source()).isEqualTo(source);
    }

    @Test
    void readingFromTheBeginningAgainGivesTheSameOrigins() throws IOException {
        write(lines(1, 10));
        tailer(From.STORED, false).readToEnd(progress -> {});
        List<Observation> first = sink.confirmed();
        sink = new RecordingSink();

        tailer(From.BEGINNING, false).readToEnd(progress -> {});

        assertThat(sink.confirmed()).isEqualTo(first);
    }

    @Test
    void lineWithoutEndIsCutAndTheNextIsReadAsUsual() throws IOException {
        try (OutputStream out = Files.newOutputStream(log)) {
            out.write((line(1) + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] filler = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 20; i++) {
                out.write(filler);
            }
            out.write(("\n" + line(2) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(sink.routes()).containsExactly("/1", "/2");
        assertThat(sink.dead()).hasSize(1);
        assertThat(sink.dead().get(0).reason()).isEqualTo(RejectReason.LINE_TOO_LONG);
        assertThat(sink.dead().get(0).bytes()).hasSize(64 * 1024);
        assertThat(sink.dead().get(0).position()).isEqualTo(line(1).length() + 1);
        assertThat(report.lines()).isEqualTo(3);
    }

    @Test
    void longestLineIsStillRead() throws IOException {
        String longest = line(1) + " ".repeat(TailedFile.MAX_LINE_BYTES - line(1).length());
        write(longest + "\n" + longest + " \n");

        tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(sink.routes()).containsExactly("/1");
        assertThat(sink.dead()).extracting(DeadLetter::reason).containsExactly(RejectReason.LINE_TOO_LONG);
    }

    @Test
    void failureIsTriedAgainFromTheConfirmedPlace_andNothingIsLost() throws IOException {
        write(lines(1, 1000));
        Random broker = new Random(7);
        sink.refuse(attempt -> broker.nextInt(5) == 0);

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(report.lines()).isEqualTo(1000);
        assertThat(report.accepted()).isEqualTo(1000);
        assertThat(new HashSet<>(sink.routes())).hasSize(1000);
    }

    @Test
    void blankLinesAreDroppedOnce_howeverOftenTheyAreRead() throws IOException {
        write(line(1) + "\n\n\n");
        sink.refuse(attempt -> attempt < 2);

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(sink.dropped()).hasSize(2);
        assertThat(report.lines()).isEqualTo(3);
    }

    @Test
    void fileThatWasRenamedWhileNobodyReadKeepsItsSource() throws IOException {
        write(lines(1, 3));
        tailer(From.STORED, false).readToEnd(progress -> {});
        String source = sink.confirmed().get(0).origin().source();
        Files.move(log, folder.resolve("access.log.1"));
        Files.writeString(folder.resolve("access.log.1"), line(4) + "\n", StandardOpenOption.APPEND);
        write(line(5) + "\n");
        sink = new RecordingSink();

        new LogTailer(settings("access.log*", From.STORED, false), positions(), sink, TimeBounds.event(CLOCK), registry)
                .readToEnd(progress -> {});

        assertThat(sink.routes()).containsExactlyInAnyOrder("/4", "/5");
        assertThat(sink.confirmed())
                .filteredOn(o -> o.origin().source().equals(source))
                .hasSize(1);
    }

    @Test
    void fileThatWasCutOffWhileNobodyReadBeginsAnew() throws IOException {
        write(lines(1, 3));
        tailer(From.STORED, false).readToEnd(progress -> {});
        write(line(1) + "\n");

        TailReport report = tailer(From.STORED, false).readToEnd(progress -> {});

        assertThat(report.accepted()).isEqualTo(1);
        List<String> sources =
                sink.confirmed().stream().map(o -> o.origin().source()).toList();
        assertThat(sources.get(3)).isEqualTo(sources.get(0) + ".1");
    }

    @Test
    void globReadsEveryFileThatMatches_andAFileOnlyOnce() throws IOException {
        write(lines(1, 2));
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/access.log"), line(3) + "\n");
        Files.writeString(folder.resolve("b/other.txt"), line(4) + "\n");
        Files.createSymbolicLink(folder.resolve("b/linked.log"), log);

        new LogTailer(settings("**.log", From.STORED, false), positions(), sink, TimeBounds.event(CLOCK), registry)
                .readToEnd(progress -> {});

        assertThat(sink.routes()).containsExactlyInAnyOrder("/1", "/2", "/3");
    }

    @Test
    void oneShotReadingOfNothingSaysSo() throws IOException {
        assertThatThrownBy(() -> tailer(From.STORED, false).readToEnd(progress -> {}))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("access.log")
                .hasMessageContaining("there is no such file");

        Files.write(log, new byte[] {0x1f, (byte) 0x8b, 8, 0, '\n'});
        assertThatThrownBy(() -> tailer(From.STORED, false).readToEnd(progress -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("compressed");
    }

    @Test
    void emptyFileIsReadAtOnce() throws IOException {
        write("");

        assertThat(tailer(From.STORED, false).readToEnd(progress -> {}).lines()).isZero();
    }
}
