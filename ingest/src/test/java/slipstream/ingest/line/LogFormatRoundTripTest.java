package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

/** Random requests, written as a server would and read back: what comes out is what went in. */
class LogFormatRoundTripTest {
    private static final TimeBounds BOUNDS =
            TimeBounds.event(InstantSource.fixed(Instant.parse("2040-01-01T00:00:00Z")));
    private static final List<String> METHODS = List.of("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND");
    private static final List<String> VARIABLES = List.of(
            "$remote_addr",
            "$body_bytes_sent",
            "$time_local",
            "$time_iso8601",
            "$msec",
            "$status",
            "$request_time",
            "$request",
            "$http_user_agent",
            "$server_name",
            "$upstream_response_time");
    private static final List<String> BETWEEN = List.of(" ", " | ", ";", "\t", " - ", "] [");

    /** What a request was, before it is written down. */
    private record Request(
            long timeMillis,
            int status,
            long latencyMicros,
            String method,
            String path,
            String query,
            String agent,
            int offset) {
        static Request random(Random random) {
            return new Request(
                    Instant.parse("1995-01-01T00:00:00Z").toEpochMilli() + random.nextLong(1_400_000_000_000L),
                    100 + random.nextInt(500),
                    random.nextLong(5_000_000L),
                    METHODS.get(random.nextInt(METHODS.size())),
                    "/" + text(random, "abc/._-~%é漢\"\\"),
                    random.nextBoolean() ? "" : "?" + text(random, "abc=&?%\"\\"),
                    text(random, "Mozilla/5.0 ()[];\"\\é"),
                    (random.nextInt(27 * 4) - 48) * 900);
        }

        private static String text(Random random, String alphabet) {
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            return text.append('x').toString();
        }

        private String time(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                    .format(Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.ofTotalSeconds(offset)));
        }

        private String line() {
            return method + " " + path + query + " HTTP/1.1";
        }
    }

    @Test
    void nginxLineGivesBackWhatWasWritten() throws Exception {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            String quoted = "[$time_local] \"$request\" $status \"$http_user_agent\" $request_time";
            Request request = Request.random(random);

            RequestObservation seen = read(quoted, nginx(quoted, request, LogFormatRoundTripTest::nginxEscaped));

            assertThat(seen.timeMillis()).as("seed %d", seed).isEqualTo(request.timeMillis() / 1000 * 1000);
            assertSame(seed, request, seen);
            assertThat(seen.latencyMillis())
                    .as("seed %d", seed)
                    .isEqualTo(Math.floor(request.latencyMicros() / 1000.0));
            assertThat(seen.attributes()).as("seed %d", seed).containsEntry("http_user_agent", request.agent());
        }
    }

    @Test
    void apacheLineGivesBackWhatWasWritten() throws Exception {
        String format = "%{msec}t %>s \"%r\" %D \"%{User-Agent}i\"";
        for (long seed = 1; seed <= 300; seed++) {
            Request request = Request.random(new Random(seed));
            String line = request.timeMillis() + " " + request.status() + " \"" + apacheEscaped(request.line()) + "\" "
                    + request.latencyMicros() + " \"" + apacheEscaped(request.agent()) + "\"";

            RequestObservation seen = read(format, line);

            assertThat(seen.timeMillis()).as("seed %d", seed).isEqualTo(request.timeMillis());
            assertSame(seed, request, seen);
            assertThat(seen.latencyMillis()).as("seed %d", seed).isEqualTo(request.latencyMicros() / 1000.0);
            assertThat(seen.attributes()).as("seed %d", seed).containsEntry("http_user_agent", request.agent());
        }
    }

    @Test
    void variablesMayStandInAnyOrderWithAnyTextBetween() throws Exception {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            StringBuilder format = new StringBuilder("<");
            List<String> order = new ArrayList<>(VARIABLES);
            Collections.shuffle(order, random);
            for (String variable : order) {
                String between = BETWEEN.get(random.nextInt(BETWEEN.size()));
                boolean free = variable.equals("$request") || variable.equals("$http_user_agent");
                format.append(free ? "\"" + variable + "\"" : variable).append(between);
            }
            format.append('>');
            Request request = Request.random(random);

            RequestObservation seen =
                    read(format.toString(), nginx(format.toString(), request, LogFormatRoundTripTest::nginxEscaped));

            assertThat(seen.timeMillis()).as("seed %d: %s", seed, format).isEqualTo(request.timeMillis());
            assertSame(seed, request, seen);
        }
    }

    @Test
    void noLineBreaksTheParser() {
        LineParser parser = LineFormat.of(
                        "[$time_local] \"$request\" $status $request_time", Map.of(), List.of(), ZoneOffset.UTC)
                .newParser(Map.of("service", "web"), BOUNDS);
        byte[] good = "[18/Sep/2011:19:18:28 -0400] \"GET / HTTP/1.1\" 200 0.1".getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] line = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int i = random.nextInt(4); i > 0 && line.length > 0; i--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            try {
                parser.parse(line, 0, line.length, new Origin("file:x", 1), told -> {});
            } catch (RejectedObservationException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static void assertSame(long seed, Request request, RequestObservation seen) {
        assertThat(seen.status()).as("seed %d", seed).isEqualTo(request.status());
        assertThat(seen.method()).as("seed %d", seed).isEqualTo(request.method());
        assertThat(seen.route()).as("seed %d", seed).isEqualTo(request.path());
    }

    private static RequestObservation read(String format, String line) throws RejectedObservationException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        LineParser parser = LineFormat.of(format, Map.of(), List.of("http_user_agent"), ZoneOffset.UTC)
                .newParser(Map.of("service", "web"), BOUNDS);
        return LogLines.request(parser, bytes, 0, bytes.length);
    }

    private static String nginx(String format, Request request, Function<String, String> escaped) {
        return format.replace("$time_local", request.time("dd/MMM/yyyy:HH:mm:ss xx"))
                .replace("$time_iso8601", request.time("yyyy-MM-dd'T'HH:mm:ssxxx"))
                .replace(
                        "$msec",
                        String.format(Locale.ROOT, "%d.%03d", request.timeMillis() / 1000, request.timeMillis() % 1000))
                .replace("$status", Integer.toString(request.status()))
                .replace(
                        "$request_time",
                        String.format(
                                Locale.ROOT,
                                "%d.%03d",
                                request.latencyMicros() / 1_000_000,
                                request.latencyMicros() / 1000 % 1000))
                .replace("$request", escaped.apply(request.line()))
                .replace("$http_user_agent", escaped.apply(request.agent()))
                .replace("$remote_addr", "2001:db8::7")
                .replace("$body_bytes_sent", "1234")
                .replace("$server_name", "_")
                .replace("$upstream_response_time", "0.001, 0.002 : -");
    }

    /** As nginx does it: quotes, backslashes and everything outside ASCII as hexadecimal. */
    private static String nginxEscaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= ' ' && b != '"' && b != '\\';
            escaped.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02X", b));
        }
        return escaped.toString();
    }

    /** As Apache does it: quotes and backslashes with a backslash, everything outside ASCII as hexadecimal. */
    private static String apacheEscaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                escaped.append('\\').append((char) b);
            } else {
                escaped.append(b >= ' ' ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02x", b));
            }
        }
        return escaped.toString();
    }
}
