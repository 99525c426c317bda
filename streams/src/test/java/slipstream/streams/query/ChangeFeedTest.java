package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.SloDefinition;

class ChangeFeedTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final SloDefinition SHOP = Sample.availability("shop", "shop", "0.999");

    /** How fast a feed is, in place of half a second and a quarter of a minute. */
    record Pace(Duration interval, Duration heartbeat, int maxListeners) {}

    @Test
    void listenerHearsWhichSlosChanged() throws Exception {
        try (RunningServer server = RunningServer.withFeed(new Pace(Duration.ofMillis(50), NEVER, 10));
                Listener listener = new Listener(server)) {
            assertThat(listener.head())
                    .contains("HTTP/1.1 200")
                    .contains("text/event-stream")
                    .contains("no-store");

            server.view.update(Sample.status(SHOP, Sample.T0, 10, 0.1));

            assertThat(listener.changed().get("slos").get(0).asText()).isEqualTo("shop");
        }
    }

    @Test
    void alertOfARuleIsAChange_thoughOfNoSlo() throws Exception {
        try (RunningServer server = RunningServer.withFeed(new Pace(Duration.ofMillis(50), NEVER, 10));
                Listener listener = new Listener(server)) {
            listener.head();

            server.view.update(SampleRules.firing(SampleRules.rule("Slow", "shop", SampleRules.SLOW), Sample.T0));

            assertThat(listener.changed().get("slos")).isEmpty();
        }
    }

    @Test
    void changesAreToldTogether_whenTheyComeFast() throws Exception {
        Duration interval = Duration.ofMillis(300);
        try (RunningServer server = RunningServer.withFeed(new Pace(interval, NEVER, 10));
                Listener listener = new Listener(server)) {
            BudgetStatus status = Sample.status(SHOP, Sample.T0, 10, 0.1);
            AlertEvent alert = Sample.firing(Sample.latency("late", "shop", "0.9"), "page", Sample.T0);
            long begin = System.nanoTime();

            for (int i = 0; i < 500; i++) {
                server.view.update(status);
                server.view.update(alert);
            }
            server.view.update(statusOf("the last"));

            List<String> slos = new ArrayList<>();
            int events = 0;
            while (!slos.contains("the last")) {
                listener.changed().get("slos").forEach(name -> slos.add(name.asText()));
                events++;
            }
            long intervals = (System.nanoTime() - begin) / interval.toNanos();
            assertThat(slos).contains("late", "shop");
            assertThat((long) events).isLessThanOrEqualTo(intervals + 1);
        }
    }

    @Test
    void namesAreLeftOut_whenTooManyChanged() throws Exception {
        try (RunningServer server = RunningServer.withFeed(new Pace(Duration.ofSeconds(1), NEVER, 10));
                Listener listener = new Listener(server)) {
            listener.changedAfter(() -> server.view.update(statusOf("first")));

            for (int i = 0; i <= ChangeFeed.MAX_NAMES; i++) {
                server.view.update(statusOf("slo-" + i));
            }

            JsonNode changed = listener.changed();
            assertThat(changed.get("slos")).isEmpty();
            assertThat(changed.get("all").asBoolean()).isTrue();
        }
    }

    @Test
    void heartbeatComes_whileNothingChanges() throws Exception {
        try (RunningServer server = RunningServer.withFeed(new Pace(Duration.ofMillis(20), Duration.ofMillis(60), 10));
                Listener listener = new Listener(server)) {
            assertThat(listener.next(line -> line.startsWith(":"))).isEqualTo(": alive");
            assertThat(listener.next(line -> line.startsWith(":"))).isEqualTo(": alive");
        }
    }

    @Test
    void listenersAreLimited_andThoseWhoLeaveMakeRoom() throws Exception {
        Pace pace = new Pace(Duration.ofMillis(20), Duration.ofMillis(20), 2);
        try (RunningServer server = RunningServer.withFeed(pace);
                Listener first = new Listener(server)) {
            try (Listener second = new Listener(server)) {
                assertThat(second.head()).contains("200");

                HttpResponse<String> third = server.get("/api/v1/events");

                assertThat(third.statusCode()).isEqualTo(503);
                assertThat(third.headers().firstValue("Retry-After")).contains("30");
                assertThat(third.body()).contains("too_many_listeners");
                assertThat(listeners(server)).isEqualTo(2);
            }

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(listeners(server)).isEqualTo(1));
            assertThat(first.head()).contains("200");
        }
    }

    @Test
    void streamEnds_whenTheServerIsClosed() throws Exception {
        RunningServer server = RunningServer.withFeed(new Pace(Duration.ofMillis(20), NEVER, 10));
        try (Listener listener = new Listener(server)) {
            server.close();

            assertThat(listener.readToEnd()).isTrue();
        }
    }

    private static double listeners(RunningServer server) {
        return server.registry.get(QueryServer.LISTENERS).gauge().value();
    }

    private static BudgetStatus statusOf(String slo) {
        return Sample.status(Sample.availability(slo, "shop", "0.9"), Sample.T0, 10, 0.1);
    }

    /** A client over a bare socket, which sees when each line comes. */
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;
        private final String head;

        Listener(RunningServer server) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(5_000);
            String request = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder read = new StringBuilder();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                read.append(line).append('\n');
            }
            head = read.toString();
            next(line -> line.startsWith("retry:"));
        }

        String head() {
            return head;
        }

        JsonNode changed() throws IOException {
            next("event: changed"::equals);
            return RunningServer.parse(next(line -> line.startsWith("data:")).substring(5));
        }

        /** Reads the event of a change, so that the next interval has just begun. */
        void changedAfter(Runnable change) throws IOException {
            change.run();
            changed();
        }

        String next(java.util.function.Predicate<String> wanted) throws IOException {
            String line = lines.readLine();
            while (line != null && !wanted.test(line)) {
                line = lines.readLine();
            }
            assertThat(line).as("the stream went on").isNotNull();
            return line;
        }

        boolean readToEnd() throws IOException {
            while (lines.readLine() != null) {
                // Only the end matters; a stream that goes on runs into the socket's timeout.
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
