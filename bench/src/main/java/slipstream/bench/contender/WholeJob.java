package slipstream.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;
import slipstream.streams.StreamsService;
import slipstream.streams.StreamsSettings;
import slipstream.streams.classify.EventIds;
import slipstream.streams.define.DefinitionsConsumer;
import slipstream.streams.query.SliceRow;
import slipstream.streams.query.SloCatalogue;
import slipstream.streams.query.StoreSliceReader;
import slipstream.streams.slice.ClockMode;

/**
 * The product's stream job as the streams role runs it: definitions from their topic, exactly once, the live clock, its own settings.
 * It goes on until it is ended; whoever knows the truth sees on its output when it has come to it.
 */
final class WholeJob implements Contender {
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Instant FAR = Instant.ofEpochSecond(10_000_000_000L);

    private final String bootstrapServers;
    private Map<String, Object> kafka;
    private DefinitionsConsumer definitions;
    private StreamsSettings settings;
    private StreamsService service;
    private PrometheusMeterRegistry meters;
    private boolean wantsSlices;

    WholeJob(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Arguments: {@code state}, a folder; {@code commitMillis}; {@code revision} of the definitions; {@code threads}; {@code slices}, false when
     * no slices are wanted, because there are too many or other instances hold some of them; {@code bootstrap}, another cluster than its own.
     */
    @Override
    public void prepare(JsonNode arguments) {
        kafka = Map.of("bootstrap.servers", arguments.path("bootstrap").asText(bootstrapServers));
        wantsSlices = arguments.path("slices").asBoolean(true);
        meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        definitions =
                DefinitionsConsumer.start(kafka, arguments.path("revision").asLong(1), meters);
        settings = new StreamsSettings(
                kafka,
                Path.of(arguments.get("state").asText()),
                ClockMode.LIVE,
                Duration.ofMinutes(1),
                Topics.OBSERVATIONS.partitions(),
                Topics.SLI_PARTIALS.partitions(),
                Duration.ofMillis(arguments.get("commitMillis").asLong()),
                arguments.path("threads").asInt(1),
                0,
                1,
                "exactly_once_v2",
                "http://127.0.0.1:8080",
                EventIds.Settings.NONE);
    }

    @Override
    public void begin() {
        service = new StreamsService(definitions.current(), settings, meters);
        service.start();
    }

    @Override
    public long producedBytes() {
        return ProducedBytes.of(service.streams());
    }

    /** The slices of ten seconds of each SLO, read as the query API reads them: start, total, bad. */
    @Override
    public JsonNode evidence() throws Exception {
        SloCatalogue catalogue = SloCatalogue.of(definitions.current()::catalogue);
        StoreSliceReader reader = new StoreSliceReader(service.streams(), catalogue, Topics.SLI_PARTIALS.partitions());
        ObjectNode slices = JsonNodeFactory.instance.objectNode();
        if (!wantsSlices) {
            return slices;
        }
        for (SloDefinition slo : catalogue.definitions()) {
            ArrayNode rows = slices.putArray(slo.id().name());
            for (SliceRow row : reader.read(slo.id().name(), List.of(), STEP, Instant.EPOCH, FAR)) {
                rows.addArray()
                        .add(row.start().toEpochMilli())
                        .add(row.counts().total())
                        .add(row.counts().bad());
            }
        }
        return slices;
    }

    @Override
    public void end() {
        service.close();
        definitions.close();
        meters.close();
    }
}
