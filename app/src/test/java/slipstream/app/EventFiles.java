package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files of events beside a configuration with one SLO over them, and what {@code evaluate} says about both. */
final class EventFiles {
    static final Instant T0 = Instant.parse("2026-01-28T00:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final TestConfiguration configuration;

    EventFiles(Path folder) throws IOException {
        this.folder = folder;
        this.configuration = new TestConfiguration(folder.resolve("config")).availability("web", "0.999");
    }

    /** A request of the service in our own form. */
    static String request(Instant at, int status) {
        return "{\"v\":1,\"type\":\"request\",\"time\":" + at.toEpochMilli() + ",\"service\":\"web\",\"status\":"
                + status + ",\"latencyMillis\":" + (status < 500 ? 100 : 900) + "}";
    }

    /** A request each second for so many minutes; from the 30th to the 40th minute every fifth fails. */
    static List<String> outage(int minutes) {
        List<String> lines = new ArrayList<>();
        for (int second = 0; second < minutes * 60; second++) {
            lines.add(request(T0.plusSeconds(second), isBad(second) ? 500 : 200));
        }
        return lines;
    }

    static boolean isBad(int second) {
        return second >= 1_800 && second < 2_400 && second % 5 == 0;
    }

    /** Where the SLO is, for more documents beside it. */
    TestConfiguration configuration() {
        return configuration;
    }

    Path config() {
        return configuration.folder();
    }

    Path write(List<String> lines) throws IOException {
        return Files.write(folder.resolve("events.jsonl"), lines);
    }

    Said evaluate(Path events, String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--config=" + config(), "--events=" + events));
        arguments.addAll(List.of(more));
        return Said.by(arguments.toArray(String[]::new));
    }

    Said evaluate(List<String> lines, String... more) throws IOException {
        return evaluate(write(lines), more);
    }

    static List<JsonNode> json(Said said) {
        return said.outLines().stream().map(EventFiles::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + line, e);
        }
    }

    /** The instants of the lines in which a field has a value. */
    static List<String> instants(Said said, String field, String value) {
        return json(said).stream()
                .filter(line -> line.path(field).asText().equals(value))
                .map(line -> line.get("at").asText())
                .toList();
    }
}
