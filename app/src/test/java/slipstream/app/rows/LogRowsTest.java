package slipstream.app.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.t;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.IngestSettings;
import slipstream.ingest.line.LineParser;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.TailSettings;

/** Rows A8, A13, B10, B11 and D8: lines as they are written, read by the pack's own ingest.yml, lead to what the rows ask for. */
class LogRowsTest {
    private static final InstantSource WALL = InstantSource.fixed(Instant.parse("2026-12-31T00:00:00Z"));

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("drivehr"));

    private final LineParser netlify = parser("netlify.jsonl");
    private final LineParser access = parser("access.log");

    private static LineParser parser(String file) {
        Problems problems = new Problems();
        IngestSettings settings = IngestSettings.read(Path.of("..", "examples", "drivehr"), problems);
        problems.throwIfErrors();
        FileLogSettings log = settings.sources().stream()
                .filter(TailSettings.class::isInstance)
                .flatMap(source -> ((TailSettings) source).files().stream())
                .filter(each -> each.include().toString().contains(file))
                .findFirst()
                .orElseThrow();
        return log.format().newParser(log.labels(), TimeBounds.event(WALL));
    }

    private void netlify(String at, String level, String message) {
        line(
                netlify,
                at,
                "{\"source\":\"function\",\"name\":\"sync-jobs\",\"timestamp\":\"" + t(at) + "\",\"level\":\"" + level
                        + "\",\"message\":\"" + message + "\"}");
    }

    private void access(String at, String client, int status) {
        String time = java.time.format.DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", java.util.Locale.ENGLISH)
                .format(t(at).atOffset(java.time.ZoneOffset.UTC));
        line(access, at, client + " - - [" + time + "] \"GET /users/7 HTTP/1.1\" " + status + " 0 \"-\" \"-\"");
    }

    /** All that a line tells, at the instant that it names. */
    private void line(LineParser parser, String at, String line) {
        List<Observation> told = new ArrayList<>();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            parser.parse(bytes, 0, bytes.length, new Origin("file", 1), told::add);
        } catch (RejectedObservationException e) {
            throw new AssertionError(line, e);
        }
        assertThat(told).isNotEmpty();
        for (int i = 0; i < told.size(); i++) {
            int index = i;
            run.once(t(at), (origin, time) -> again(parser, bytes, origin).get(index));
        }
    }

    private static List<Observation> again(LineParser parser, byte[] bytes, Origin origin) {
        List<Observation> told = new ArrayList<>();
        try {
            parser.parse(bytes, 0, bytes.length, origin, told::add);
        } catch (RejectedObservationException e) {
            throw new AssertionError(e);
        }
        return told;
    }

    @Test
    void rowA8_aReportLineIsAnInvocationWithItsMemory() {
        netlify("10m", "info", "Duration: 1805 ms\\tMemory Usage: 140 MB");
        netlify("11m", "info", "Duration: 2100 ms\\tMemory Usage: 900 MB");
        run.until(t("12m"));

        assertThat(run.toldOf("function-memory-by-report")).hasSize(1);
        assertThat(run.firstEvent("function-memory-by-report").labels()).containsEntry("function", "sync-jobs");
        assertThat(run.window("drivehr-invocations", "5m").total()).isEqualTo(2);
    }

    @Test
    void rowA13_B11_refusedRequestsAreCountedByClient() {
        for (int status : new int[] {401, 403, 429}) {
            access("10m", "192.0.2.66", status);
            access("10m", "192.0.2.7", 200);
        }
        access("10m", "192.0.2.8", 401);
        run.until(t("11m"));

        assertThat(run.toldOf("refused-by-client")).hasSize(1);
        assertThat(run.firstEvent("refused-by-client").labels()).containsEntry("remote_addr", "192.0.2.66");
    }

    @Test
    void rowD8_linesAboutSecurityAreCountedByTheAddressTheyName() {
        netlify("10m", "warn", "auth_failure for admin from 192.0.2.66");
        netlify("10m", "warn", "Invalid signature from 192.0.2.66");
        netlify("10m", "warn", "auth_failure for bob from 192.0.2.7");
        run.until(t("11m"));

        assertThat(run.toldOf("security-lines-by-client")).hasSize(1);
        assertThat(run.firstEvent("security-lines-by-client").labels()).containsEntry("client", "192.0.2.66");
    }

    @Test
    void rowB10_errorsAreCountedByPattern_andSlowRequestsByTheirTime() {
        netlify("10m", "error", "boom");
        netlify("20m", "error", "boom");
        netlify("30m", "fatal", "the end");
        netlify("40m", "info", "Duration: 2001 ms\\tMemory Usage: 140 MB");
        netlify("41m", "info", "Duration: 1999 ms\\tMemory Usage: 140 MB");
        netlify("42m", "warn", "SLOW_REQUEST /a took 2100 ms");
        netlify("43m", "info", "Duration: 2500 ms\\tMemory Usage: 140 MB");
        run.until(t("44m"));
        assertThat(run.toldOf("lines-with-errors")).isEmpty();
        assertThat(run.toldOf("slow-requests")).hasSize(1);

        netlify("50m", "error", "boom");
        run.until(t("51m"));

        assertThat(run.toldOf("lines-with-errors")).hasSize(1);
        assertThat(run.firstEvent("lines-with-errors").labels()).containsEntry("pattern", "ERROR");
    }
}
