package slipstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A scenario whose right answers were computed by others: requests by minute, the error ratios and budgets that must come out at
 * each minute, and when page and ticket begin and end.
 *
 * @param expected by instant, and then by the name of the column; a value that there cannot be is empty
 */
record BurnRateScenario(
        String id, List<Minute> minutes, Map<Instant, Map<String, String>> expected, Map<String, List<Change>> alerts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Minute k has these requests, or none at all. */
    record Minute(Instant start, int total, int bad) {
        boolean isBad(int request) {
            return (long) (request + 1) * bad / total > (long) request * bad / total;
        }

        /** Requests are spread evenly, and so are the bad ones among them. */
        long timeMillis(int request) {
            return start.toEpochMilli() + 60_000L * request / total;
        }
    }

    /** An alert begins or ends at the whole minute k after the start: that is the first look, once a minute, that sees it. */
    record Change(long minute, boolean isActive) {}

    /**
     * What somebody is told of an alert.
     *
     * @param at the minute at which the condition began or ceased to hold
     * @param toldAt the minute at which it is told
     */
    record Told(String severity, boolean isActive, long at, long toldAt) {}

    static BurnRateScenario read(String id) {
        Path folder = Oracles.folder("burnrate");
        try {
            return new BurnRateScenario(
                    id,
                    minutes(folder.resolve("counts/" + id + ".counts.csv")),
                    expected(folder.resolve("expected/" + id + ".expected.csv.gz")),
                    alerts(folder.resolve("expected/" + id + ".alerts.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tenth of the requests where all counts are multiples of ten, which leaves every ratio as it is; else all of them. */
    BurnRateScenario thinned() {
        boolean possible = minutes.stream().allMatch(minute -> minute.total() % 10 == 0 && minute.bad() % 10 == 0);
        return possible
                ? new BurnRateScenario(
                        id,
                        minutes.stream()
                                .map(minute -> new Minute(minute.start(), minute.total() / 10, minute.bad() / 10))
                                .toList(),
                        expected,
                        alerts)
                : this;
    }

    /**
     * Who is told what, in the order of telling: of a page always, of a ticket only when no page lasts. One that begins meanwhile is told
     * when the page has ended, unless it is over by then. An end is told after a calm minute.
     */
    List<Told> told() {
        List<long[]> pages = episodes("page");
        List<Told> told = new ArrayList<>();
        pages.forEach(page -> tell("page", page, page[0], told));
        for (long[] ticket : episodes("ticket")) {
            long toldAt = ticket[0];
            for (long[] page : pages) {
                toldAt = toldAt >= page[0] && toldAt < page[1] + 1 ? page[1] + 1 : toldAt;
            }
            if (toldAt <= ticket[1]) {
                tell("ticket", ticket, toldAt, told);
            }
        }
        told.sort(Comparator.comparingLong(Told::toldAt).thenComparing(Told::severity));
        return told;
    }

    private static void tell(String severity, long[] episode, long toldAt, List<Told> told) {
        told.add(new Told(severity, true, episode[0], toldAt));
        if (episode[1] < Long.MAX_VALUE) {
            told.add(new Told(severity, false, episode[1], episode[1] + 1));
        }
    }

    /** From when to when; one that lasts beyond the end of the scenario ends at no minute. */
    private List<long[]> episodes(String severity) {
        List<long[]> episodes = new ArrayList<>();
        for (Change change : alerts.get(severity)) {
            if (change.isActive()) {
                episodes.add(new long[] {change.minute(), Long.MAX_VALUE});
            } else {
                episodes.get(episodes.size() - 1)[1] = change.minute();
            }
        }
        return episodes;
    }

    /** {@code -Dscenarios=full}: nothing is thinned and nothing left out. */
    static boolean isFullWanted() {
        return System.getProperty("scenarios", "").equals("full");
    }

    Instant start() {
        return minutes.get(0).start();
    }

    /** The first whole minute at or after an instant, counted from the start. */
    long minuteOf(Instant at) {
        return -Math.floorDiv(-Duration.between(start(), at).toMillis(), 60_000L);
    }

    private static List<Minute> minutes(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        List<String> header = List.of(lines.get(0).split(",", -1));
        int total = header.indexOf("total");
        int bad = header.indexOf("bad");
        List<Minute> minutes = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            boolean isGap = cells[total].isEmpty();
            minutes.add(new Minute(
                    Instant.parse(cells[header.indexOf("minute_start")]),
                    isGap ? 0 : Integer.parseInt(cells[total]),
                    isGap ? 0 : Integer.parseInt(cells[bad])));
        }
        return minutes;
    }

    private static Map<Instant, Map<String, String>> expected(Path csv) throws IOException {
        Map<Instant, Map<String, String>> rows = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
            String[] header = reader.readLine().split(",", -1);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], cells[i]);
                }
                rows.put(Instant.parse(row.get("at")), row);
            }
        }
        return rows;
    }

    private static Map<String, List<Change>> alerts(Path json) throws IOException {
        Map<String, List<Change>> alerts = new LinkedHashMap<>();
        JSON.readTree(json.toFile()).get("alerts").properties().forEach(entry -> {
            List<Change> changes = new ArrayList<>();
            for (JsonNode change : entry.getValue()) {
                changes.add(new Change(
                        change.get("at").asLong(), change.get("state").asText().equals("firing")));
            }
            alerts.put(entry.getKey(), changes);
        });
        return alerts;
    }
}
