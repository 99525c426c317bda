package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.contract.event.TimeBounds;
import slipstream.contract.health.Health;
import slipstream.ingest.line.LineFormat;
import slipstream.ingest.tail.FileLogSettings.From;

/**
 * Follows what each line of {@code bad-inputs/files.jsonl} describes, with real files. A line has a name, the number of the bad input,
 * what there is before the start ({@code given}) and what happens while it is followed ({@code then}), each a list of steps as
 * {@link #step} reads them; and what is expected: {@code accepted}, {@code dropped} and {@code dead} lines by reason, and a text that
 * {@code health} says or with which the configuration is {@code refused}.
 */
@Timeout(60)
class BadFilesTest extends TailerWorld {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<JsonNode> lines() throws IOException {
        try (var in = BadFilesTest.class.getResourceAsStream("/bad-inputs/files.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(BadFilesTest::json)
                    .toList();
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(line, e);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachIsAnsweredAsItsLineSays(JsonNode bad) throws Exception {
        String include = bad.path("include").asText("access.log");
        if (bad.has("refused")) {
            Throwable refusal =
                    org.assertj.core.api.Assertions.catchThrowable(() -> settings(include, From.STORED, true));
            assertThat(refusal).hasMessageContaining(bad.get("refused").asText());
            return;
        }
        for (JsonNode step : bad.path("given")) {
            step(step);
        }
        LogTailer tailer = start(bad, include);
        int before = bad.path("acceptedBefore").asInt(0);
        await().atMost(SOON).until(() -> sink.confirmed().size() >= before);
        for (JsonNode step : bad.path("then")) {
            step(step);
            await().pollDelay(java.time.Duration.ofMillis(300)).until(() -> true);
        }

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(sink.confirmed()).hasSize(bad.path("accepted").asInt(0));
            assertThat(sink.dropped()).hasSize(bad.path("dropped").asInt(0));
            assertThat(sink.dead().stream().map(letter -> letter.reason().word()))
                    .containsExactlyElementsOf(texts(bad.path("dead")));
            assertThat(tailer.health().stream().map(Health::toString).toList().toString())
                    .contains(bad.path("health").asText("is read"));
        });
        if (bad.has("time")) {
            assertThat(java.time.Instant.ofEpochMilli(sink.confirmed().get(0).timeMillis()))
                    .hasToString(bad.get("time").asText());
        }
    }

    private LogTailer start(JsonNode bad, String include) throws IOException {
        LineFormat format = bad.has("pattern")
                ? LineFormat.ofPattern(bad.get("pattern").asText(), ZoneId.of("UTC"))
                : LineFormat.of(
                        bad.path("format").asText("$time_iso8601 $status \"$request\""),
                        Map.of(),
                        List.of(),
                        ZoneId.of(bad.path("zone").asText("UTC")));
        FileLogSettings settings = new FileLogSettings(
                List.of(IncludePattern.of(folder, include)), format, From.STORED, true, Map.of("service", "web"));
        LogTailer tailer = new LogTailer(
                settings, positions(), sink, TimeBounds.event(CLOCK), registry, java.time.Duration.ofMillis(1500));
        started.add(tailer);
        tailer.start();
        return tailer;
    }

    /** One step: its first key says what is done, the value to which file. */
    private void step(JsonNode step) throws IOException {
        String what = step.fieldNames().next();
        Path file = folder.resolve(step.get(what).asText());
        switch (what) {
            case "write" -> put(file, content(step), StandardOpenOption.TRUNCATE_EXISTING);
            case "append" -> put(file, content(step), StandardOpenOption.APPEND);
            case "gzip" -> gzip(file, folder.resolve(step.get("to").asText()));
            case "copyTruncate" -> {
                Files.copy(file, folder.resolve(step.get("to").asText()));
                Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            }
            case "rename" ->
                Files.move(file, folder.resolve(step.get("to").asText()), StandardCopyOption.REPLACE_EXISTING);
            case "delete" -> Files.delete(file);
            case "folder" -> Files.createDirectories(file);
            case "link" ->
                Files.createSymbolicLink(file, Path.of(step.get("to").asText().replace("{outside}", outside())));
            case "fifo" -> run("mkfifo", file.toString());
            case "unreadable" -> {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
                assumeTrue(!Files.isReadable(file), "skipped: root may read everything");
            }
            case "many" -> many(file, step.get("count").asInt());
            default -> throw new IllegalArgumentException(what + " is no step");
        }
    }

    private static void put(Path file, byte[] bytes, StandardOpenOption how) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    }

    private static byte[] content(JsonNode step) {
        if (step.has("hex")) {
            return HexFormat.of().parseHex(step.get("hex").asText());
        }
        String text = step.has("from")
                ? TailerWorld.lines(
                        step.get("from").asInt(), step.get("through").asInt())
                : step.path("text").asText();
        return (step.path("before").asText()
                        + text.repeat(step.path("repeat").asInt(1))
                        + step.path("after").asText())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void gzip(Path file, Path to) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            Files.copy(file, out);
        }
        Files.delete(file);
    }

    private void many(Path in, int count) throws IOException {
        Files.createDirectories(in);
        for (int i = 0; i < count; i++) {
            Files.writeString(in.resolve("f" + i + ".log"), TailerWorld.line(i) + "\n");
        }
    }

    private String outside() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.log"), TailerWorld.line(1) + "\n");
        return outside.toString();
    }

    private static void run(String... command) throws IOException {
        try {
            assumeTrue(new ProcessBuilder(command).start().waitFor() == 0, "skipped: no " + command[0]);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return JSON.convertValue(
                list.isMissingNode() ? JSON.createArrayNode() : list,
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }
}
