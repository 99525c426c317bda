package slipstream.streams.query;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The metrics of the process in Prometheus' text format. */
final class MetricsResource implements Resource {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsResource(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public Answer answer(Call call) {
        ByteBuffer text = StandardCharsets.UTF_8.encode(registry.scrape());
        return new Answer.Body(200, TEXT_FORMAT, Answer.NO_STORE, text, Map.of());
    }
}
