package slipstream.bench.single;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The log of an nginx server that writes the format which most people use with latencies. The same for the same instant. */
final class AccessLogLines {
    /** As it stands in a configuration file. */
    static final String PASTED = """
            log_format timed '$remote_addr - $remote_user [$time_local] "$request" '
                             '$status $body_bytes_sent "$http_referer" '
                             '"$http_user_agent" $request_time $upstream_response_time';
            """;

    private static final DateTimeFormatter TIME_LOCAL = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
            "curl/8.8.0");
    private static final List<String> PATHS = List.of(
            "/", "/checkout", "/api/v1/orders/%d", "/products/%d?ref=mail&utm_source=letter", "/assets/app-%d.js");
    private static final long SEED = 1;

    private AccessLogLines() {}

    /** Lines, without line ends, of the hour before an instant. */
    static byte[][] of(int count, Instant end) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[][] lines = new byte[count][];
        for (int i = 0; i < count; i++) {
            double seconds = Math.exp(-3 + 0.9 * random.nextGaussian());
            String line = String.format(
                    Locale.ROOT,
                    "10.%d.%d.%d - - [%s] \"%s %s HTTP/1.1\" %d %d \"%s\" \"%s\" %.3f %.3f",
                    random.nextInt(256),
                    random.nextInt(256),
                    random.nextInt(256),
                    TIME_LOCAL.format(end.minusMillis(3_600_000L * (count - i) / count)),
                    random.nextInt(5) == 0 ? "POST" : "GET",
                    PATHS.get(random.nextInt(PATHS.size())).formatted(random.nextInt(100_000)),
                    random.nextInt(125) == 0 ? 503 : 200,
                    random.nextInt(50_000),
                    random.nextInt(2) == 0 ? "-" : "https://shop.example/",
                    AGENTS.get(random.nextInt(AGENTS.size())),
                    seconds + 0.001,
                    seconds);
            lines[i] = line.getBytes(StandardCharsets.UTF_8);
        }
        return lines;
    }
}
