package slipstream.ingest.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.ResourceSample;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.receive.RecordingSink;
import slipstream.ingest.source.SourceContext;

class HostServiceTest {
    @TempDir
    private Path folder;

    @Test
    void thisProcessIsLookedAt_withWhatThereIsAsTheLimit() {
        RecordingSink sink = new RecordingSink();
        HostService service = new HostService(
                new HostSettings(Duration.ofMillis(50), "slipstream", Map.of("team", "ops")),
                new SourceContext(
                        sink,
                        Map.of(),
                        folder,
                        TimeBounds.live(InstantSource.system()),
                        InstantSource.system(),
                        new SimpleMeterRegistry()));
        try (service) {
            service.start();
            await().until(() -> sink.records().size() >= 2);
        }

        assertThat(sink.observations())
                .extracting(o -> ((ResourceSample) o).resource())
                .contains("heap", "gc", "threads", "disk");
        assertThat(sink.observations()).allSatisfy(sample -> {
            assertThat(sample.service()).isEqualTo("slipstream");
            assertThat(sample.attributes()).isEqualTo(Map.of("team", "ops"));
            assertThat(sample.value()).isGreaterThanOrEqualTo(0);
            if (!Double.isNaN(sample.limit())) {
                assertThat(sample.value()).isLessThanOrEqualTo(sample.limit());
            }
        });
        assertThat(sink.observations())
                .extracting(o -> o.origin().sequence())
                .isSortedAccordingTo(Long::compare)
                .doesNotHaveDuplicates();
    }

    @Test
    void memoryIsWhatIsNotAvailable() throws IOException {
        Path info = Files.writeString(
                folder.resolve("meminfo"), "MemTotal:        1000 kB\nMemFree:  10 kB\nMemAvailable:     400 kB\n");

        assertThat(new HostReader(info, folder).read()).contains(new Reading("memory", 600 * 1024d, 1000 * 1024d));
    }

    @Test
    void whatThePlatformDoesNotTellIsLeftOut() {
        assertThat(new HostReader(folder.resolve("none"), folder.resolve("none")).read())
                .extracting(Reading::resource)
                .contains("heap")
                .doesNotContain("memory", "disk");
    }

    @Test
    void theDefaultsAreTenSecondsAndThisService() {
        Problems problems = new Problems();
        HostSettings settings =
                HostSettings.read(fields("host: {}", problems), folder).orElseThrow();

        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.service()).isEqualTo("slipstream");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid_withItsPlace() {
        Problems problems = new Problems();

        assertThat(HostSettings.read(
                        fields("host: {interval: 10ms, labels: {service: 'a b'}, intervall: 1s}", problems), folder))
                .isEmpty();
        assertThat(problems.all())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("host.interval", "host.labels", "host.intervall");
    }

    private static Fields fields(String yaml, Problems problems) {
        return YamlReader.parse(yaml, "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
    }
}
