package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import slipstream.alerting.ManualClock;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.GroupStatus;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/** How long lists of 50 000 alerts take; measured on demand: {@code -Dslipstream.latency=true}. The desk has its answer ready. */
@EnabledIfSystemProperty(named = "slipstream.latency", matches = "true")
class ApiLatencyTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final int ALERTS = 50_000;
    private static final int WARM_UP = 100;
    private static final int CALLS = 300;
    private static final Duration GOAL = Duration.ofMillis(200);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void listsAndFiltersAnswerInTime() throws IOException, InterruptedException {
        try (TestServer server = new TestServer(new FullDesk(), new ManualClock(T0))) {
            Duration filter = p99(server.port(), "/api/v2/alerts?filter=" + Api.encoded("service=~\"service-1?7\""));
            Duration list = p99(server.port(), "/api/v2/alerts");
            System.out.printf(
                    "p99 of %d calls over %d alerts: filter %d ms, list %d ms%n",
                    CALLS, ALERTS, filter.toMillis(), list.toMillis());

            assertThat(filter).isLessThan(GOAL);
            assertThat(list).isLessThan(GOAL);
        }
    }

    private Duration p99(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        List<Long> nanos = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < WARM_UP + CALLS; i++) {
            long begin = System.nanoTime();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                bytes = drained(body);
            }
            nanos.add(System.nanoTime() - begin);
        }
        List<Long> counted =
                nanos.subList(WARM_UP, nanos.size()).stream().sorted().toList();
        System.out.printf(
                "%s: %d bytes, median %d ms, greatest %d ms%n",
                path, bytes, counted.get(CALLS / 2) / 1_000_000, counted.get(CALLS - 1) / 1_000_000);
        return Duration.ofNanos(counted.get(CALLS * 99 / 100 - 1));
    }

    private static long drained(InputStream body) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        int read = body.read(buffer);
        while (read >= 0) {
            bytes += read;
            read = body.read(buffer);
        }
        return bytes;
    }

    /** A desk with many alerts that never change. */
    private static final class FullDesk implements AlertDesk {
        private final List<AlertStatus> alerts = new ArrayList<>();

        FullDesk() {
            for (int i = 0; i < ALERTS; i++) {
                TreeMap<String, String> labels = new TreeMap<>();
                labels.put("alertname", "ErrorBudgetBurn");
                labels.put("service", "service-" + i % 500);
                labels.put("severity", i % 3 == 0 ? "page" : "ticket");
                labels.put("slo", "slo-" + i);
                TreeMap<String, String> annotations = new TreeMap<>();
                annotations.put("summary", "service-" + i % 500 + ": 412 bad of 9 830 in 1 h, 14.6x");
                AlertEvent event = new AlertEvent(
                        AlertState.FIRING,
                        Fingerprint.of(labels),
                        labels,
                        annotations,
                        T0.minusSeconds(i),
                        Optional.empty(),
                        "http://127.0.0.1:8080/slos/slo-" + i,
                        "slo-" + i,
                        "service-" + i % 500,
                        "page",
                        T0,
                        List.of(),
                        Optional.empty());
                alerts.add(new AlertStatus(
                        event, T0, T0.plusSeconds(300), List.of("team-" + i % 20), List.of(), List.of()));
            }
        }

        @Override
        public List<AlertStatus> alerts() {
            return alerts;
        }

        @Override
        public List<GroupStatus> groups() {
            return List.of();
        }

        @Override
        public List<String> receivers() {
            return List.of();
        }

        @Override
        public List<Silence> silences() {
            return List.of();
        }

        @Override
        public void post(List<AlertEvent> posted) {
            throw new UnsupportedOperationException("nothing is posted here");
        }

        @Override
        public void set(Silence silence) {
            throw new UnsupportedOperationException("nothing is silenced here");
        }

        @Override
        public String configuration() {
            return "";
        }
    }
}
