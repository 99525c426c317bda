package slipstream.app.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.app.rows.PackRun.T0;
import static slipstream.app.rows.PackRun.t;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.otlp.CutCounter;
import slipstream.ingest.otlp.OtlpDecoder;
import slipstream.ingest.otlp.OtlpEncoding;
import slipstream.ingest.otlp.OtlpSettings;
import slipstream.ingest.otlp.OtlpSignal;
import slipstream.ingest.payload.ItemSink;

/** The gauges of containers and hosts of the runbooks C, D and E, as the collector's receivers export them, with no metric named in any setting. */
class GaugesRowsTest {
    private static final String DATA_POINT = "{\"timeUnixNano\":\"%d000000\",\"asDouble\":%s,\"attributes\":[%s]}";

    @AutoClose
    private final PackRun run = new PackRun(Pack.named("inventory-api"));

    @Test
    void rowsOfCDE_hostAndContainerMetricsOfTheCollectorAreTheGaugesOfThePack() throws RejectedObservationException {
        List<ResourceSample> samples = new ArrayList<>();
        samples.addAll(read(gauge("system.cpu.utilization", point("0.19", attribute("state", "idle")))));
        samples.addAll(read(gauge("container.memory.percent", point("86", ""))));
        samples.addAll(read(gauge("system.filesystem.utilization", point("0.5", attribute("device", "/dev/sda1")))));
        samples.addAll(read(gauge("db.client.connections.usage", point("17", attribute("state", "used")))
                + ","
                + gauge("db.client.connections.max", point("20", ""))));

        assertThat(samples)
                .extracting(sample -> sample.resource() + " " + sample.value() + " of " + sample.limit())
                .containsExactly(
                        "cpu 0.81 of 1.0", "memory 86.0 of 100.0", "disk 0.5 of 1.0", "db_connections 17.0 of 20.0");
        samples.forEach(sample -> run.every("1m", T0, t("10m"), again(sample)));
        run.until(t("10m"));

        assertThat(run.toldOf("cpu-high")).hasSize(1);
        assertThat(run.toldOf("memory-high")).hasSize(1);
        assertThat(run.toldOf("disk-high")).isEmpty();
        assertThat(run.window("inventory-db-connections", "28d").bad()).isEqualTo(10);
        assertThat(run.window("inventory-disk", "28d").bad()).isZero();
    }

    private static PackRun.Shape again(ResourceSample sample) {
        return (origin, time) -> new ResourceSample(
                origin, time, sample.service(), sample.resource(), sample.value(), sample.limit(), sample.attributes());
    }

    private static String gauge(String name, String point) {
        return "{\"name\":\"" + name + "\",\"gauge\":{\"dataPoints\":[" + point + "]}}";
    }

    private static String point(String value, String attributes) {
        return DATA_POINT.formatted(T0.toEpochMilli(), value, attributes);
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }

    private static List<ResourceSample> read(String metrics) throws RejectedObservationException {
        byte[] export = ("{\"resourceMetrics\":[{\"resource\":{\"attributes\":["
                        + attribute("service.name", "inventory-api") + "]},\"scopeMetrics\":[{\"metrics\":[" + metrics
                        + "]}]}]}")
                .getBytes(UTF_8);
        Problems problems = new Problems();
        Fields nothing = YamlReader.parse("otlp: {}", "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .flatMap(receivers -> receivers.fields("otlp"))
                .orElseThrow();
        Samples samples = new Samples();
        new OtlpDecoder(
                        OtlpSignal.METRICS,
                        OtlpEncoding.JSON,
                        OtlpSettings.read(nothing),
                        TimeBounds.event(InstantSource.fixed(Instant.parse("2026-12-31T00:00:00Z"))),
                        new CutCounter(new SimpleMeterRegistry()))
                .decode(export, 0, export.length, samples);
        return samples.all;
    }

    private static final class Samples implements ItemSink {
        private final List<ResourceSample> all = new ArrayList<>();

        @Override
        public Origin nextOrigin() {
            return new Origin("otlp", all.size() + 1);
        }

        @Override
        public void accept(Observation observation) {
            all.add((ResourceSample) observation);
        }

        @Override
        public void reject(RejectedObservationException why, byte[] item) {
            throw new AssertionError(why);
        }

        @Override
        public void drop(String reason) {
            assertThat(reason).isEqualTo("not_named");
        }
    }
}
