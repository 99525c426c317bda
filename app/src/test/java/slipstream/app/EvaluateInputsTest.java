package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.EventFiles.T0;
import static slipstream.app.EventFiles.outage;
import static slipstream.app.EventFiles.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code slipstream evaluate} takes in, and how it refuses what it cannot use. */
class EvaluateInputsTest {
    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private EventFiles files;

    @BeforeEach
    void oneSlo() throws IOException {
        files = new EventFiles(folder);
    }

    @Test
    void everyLineIsAccountedFor() throws IOException {
        List<String> lines = new ArrayList<>(outage(10));
        String withOrigin =
                request(T0.plusSeconds(600), 500).replace("\"v\":1", "\"v\":1,\"source\":\"a\",\"sequence\":7");
        lines.add(withOrigin);
        lines.add(withOrigin);
        lines.add(request(T0.plusSeconds(601), 200).replace("web", "other"));
        lines.add("nonsense");
        lines.add("");
        lines.add(request(T0, 200));
        Path events = files.write(lines);

        Said said = files.evaluate(events, "--grace=5m", "--json");

        assertThat(said.exitCode()).isZero();
        assertThat(said.errLines().get(0))
                .isEqualTo(
                        "605 lines: 601 counted, 1 that no SLO or rule speaks of, 1 duplicates, 1 too late, 1 unreadable");
        assertThat(said.errLines().get(1)).startsWith("  line 604: not an observation in JSON: Unrecognized token");
    }

    @Test
    void unreadableLinesAreNamedByTheirNumberInTheFile_andTheFirstFiveAreShown() throws IOException {
        List<String> lines = new ArrayList<>(List.of("", "", "one", "", request(T0, 200)));
        for (int i = 0; i < 7; i++) {
            lines.add("{\"v\":1,\"type\":\"request\",\"service\":\"web\",\"time\":true}");
        }

        Said said = files.evaluate(lines);

        assertThat(said.exitCode()).isZero();
        assertThat(said.outLines())
                .element(0)
                .asString()
                .startsWith("9 lines: 1 counted")
                .endsWith("8 unreadable");
        assertThat(said.outLines().get(1)).startsWith("  line 3: ");
        assertThat(said.outLines().get(2)).startsWith("  line 6: ").contains("time");
        assertThat(said.outLines().get(5)).startsWith("  line 9: ");
        assertThat(said.outLines().get(6)).isEqualTo("  and 3 more");
    }

    @Test
    void lineThatIsTooLongIsUnreadable_andTheNextOneIsRead() throws IOException {
        String longLine = "x".repeat(3 * EventFile.LONGEST_LINE);

        Said said = files.evaluate(List.of(request(T0, 200), longLine, request(T0.plusSeconds(1), 500)));

        assertThat(said.outLines().get(0)).startsWith("3 lines: 2 counted").endsWith("1 unreadable");
        assertThat(said.outLines().get(1)).isEqualTo("  line 2: it is longer than 1048576 bytes");
    }

    @Test
    void standardInputAndACompressedFileGiveTheSameLinesAsAPlainFile() throws IOException {
        List<String> lines = outage(45);
        Path plain = files.write(lines);
        Path compressed = folder.resolve("events.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(Files.readAllBytes(plain));
        }
        byte[] windowsLines = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);

        Said ofPlain = files.evaluate(plain, "--json");
        Said ofCompressed = files.evaluate(compressed, "--json");
        Said ofInput = Said.reading(
                new ByteArrayInputStream(windowsLines),
                "evaluate",
                "--config=" + files.config(),
                "--events=-",
                "--json");

        assertThat(ofPlain.outLines()).hasSizeGreaterThan(45);
        assertThat(ofCompressed).isEqualTo(ofPlain);
        assertThat(ofInput).isEqualTo(ofPlain);
    }

    @Test
    void accessLogGivesTheSameCountsAsObservations() throws IOException {
        List<String> log = new ArrayList<>();
        for (int second = 0; second < 45 * 60; second++) {
            log.add("127.0.0.1 - - [" + LOG_TIME.format(T0.plusSeconds(second)) + "] \"GET / HTTP/1.1\" "
                    + (EventFiles.isBad(second) ? 500 : 200) + " 12 \"-\" \"lab\"");
        }
        Path access = Files.write(folder.resolve("access.log"), log);

        Said ofLog = files.evaluate(access, "--format=combined", "--service=web", "--json");
        Said ofObservations = files.evaluate(outage(45), "--json");

        assertThat(ofLog.out()).isEqualTo(ofObservations.out());
    }

    @Test
    void fileThatCannotBeReadIsSaidInASentence() throws IOException {
        Path half = folder.resolve("half.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(half))) {
            out.write(String.join("\n", outage(30)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(half);
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));

        assertFails(
                files.evaluate(folder.resolve("absent.jsonl")),
                1,
                "there is no file " + folder.resolve("absent.jsonl"));
        assertFails(files.evaluate(folder), 1, folder + " is a folder");
        assertFails(
                files.evaluate(half),
                1,
                half + " cannot be read further than line ",
                "Unexpected end of ZLIB input stream");
        assertFails(files.evaluate(List.of("", "")), 1, "events.jsonl has no events");
        assertFails(
                files.evaluate(List.of("127.0.0.1 - -", "x")),
                1,
                "none of the 2 lines of ",
                "could be read as observations; line 1: ",
                "--format says what a line is");
    }

    @Test
    void configurationWithoutAnythingToCountIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path broken = new TestConfiguration(folder.resolve("broken"))
                .file("slo.yaml", "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: x}\n")
                .folder();
        Path events = files.write(outage(1));

        assertFails(
                Said.by("evaluate", "--config=" + empty, "--events=" + events), 1, empty + " has no SLO and no rule");
        assertFails(Said.by("evaluate", "--config=" + broken, "--events=" + events), 1, "slo.yaml:", "spec");
        assertFails(
                Said.by("evaluate", "--config=" + folder.resolve("no"), "--events=" + events),
                1,
                "there is no such folder");
    }

    @Test
    void wrongWordOnTheCommandLineExitsWithTwo_andSaysWhatIsAllowed() throws IOException {
        Path events = files.write(outage(1));

        assertFails(
                files.evaluate(events, "--every=soon"), 2, "--every is a duration such as 10s, 1m or 1h, not 'soon'");
        assertFails(files.evaluate(events, "--every=5s"), 2, "--every is a multiple of 10s, not '5s'");
        assertFails(files.evaluate(events, "--every=0s"), 2, "--every is a multiple of 10s, not '0s'");
        assertFails(files.evaluate(events, "--lateness=-1m"), 2, "--lateness is a duration");
        assertFails(files.evaluate(events, "--grace=x"), 2, "--grace is a duration");
        assertFails(files.evaluate(events, "--format=json"), 2, "--format: ", "time");
        assertFails(files.evaluate(events, "--format=json", "--map=time=ts"), 2, "--service is needed");
        assertFails(files.evaluate(events, "--format=combind", "--service=web"), 2, "'combind' is no format");
        assertFails(files.evaluate(events, "--format=combined", "--service=web", "--zone=Mars"), 2, "--zone 'Mars'");
        assertFails(files.evaluate(events, "--map=time=ts"), 2, "name its --format too");
        assertFails(files.evaluate(events, "--evry=1m"), 2, "--evry");
    }

    private static void assertFails(Said said, int exitCode, String... words) {
        assertThat(said.exitCode()).as(said.toString()).isEqualTo(exitCode);
        assertThat(said.err()).contains(words).doesNotContain("\tat ");
        assertThat(said.out()).isEmpty();
    }
}
