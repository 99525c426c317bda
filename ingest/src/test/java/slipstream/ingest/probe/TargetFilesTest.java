package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeResult;
import slipstream.contract.health.Health;
import slipstream.ingest.receive.RecordingSink;

/** Targets in files that change while they are probed. */
class TargetFilesTest {
    @TempDir
    private Path folder;

    private final ProbeTargets targets = new ProbeTargets();
    private final RecordingSink sink = new RecordingSink();
    private final Problems problems = new Problems();
    private Path yaml;
    private Path json;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("targets"));
        yaml = Files.writeString(folder.resolve("targets/a.yml"), group("/ok"));
        json = Files.writeString(
                folder.resolve("targets/b.json"),
                "[{\"targets\": [\"" + targets.url("/broken") + "\"], \"labels\": {\"service\": \"shop\"}}]");
        Files.writeString(folder.resolve("probes.yml"), """
                allow_private: [127.0.0.0/8, "::1/128"]
                modules: {quick: {prober: http, timeout: 500ms}}
                probes:
                  - job_name: found
                    module: quick
                    interval: 1s
                    file_sd_configs: [{files: ["targets/*.yml", "targets/*.json"], refresh_interval: 50ms}]
                """);
    }

    @AfterEach
    void stop() {
        targets.close();
    }

    @Test
    void targetsOfYamlAndJsonAreProbed_andFollowTheirFiles() throws IOException {
        ProbeSettings settings = read().orElseThrow();
        assertThat(problems.all()).isEmpty();
        try (ProbeService service =
                new ProbeService(settings, sink, InstantSource.system(), new SimpleMeterRegistry())) {
            service.start();
            await().until(() -> isProbed("/ok") && isProbed("/broken"));
            assertThat(service.health().get(0).reason()).isEqualTo("probing 2 targets");

            // when a file names another target, and the other file goes
            Files.writeString(yaml, group("/moved"));
            Files.delete(json);
            await().until(() -> isProbed("/moved"));

            // then
            assertThat(service.health().get(0).reason()).isEqualTo("probing 1 targets");
        }
    }

    @Test
    void fileThatTurnsBadKeepsItsTargets_andIsSeenInTheHealth() throws IOException {
        ProbeSettings settings = read().orElseThrow();
        try (ProbeService service =
                new ProbeService(settings, sink, InstantSource.system(), new SimpleMeterRegistry())) {
            service.start();
            Files.writeString(yaml, "- targets: [http://169.254.169.254/]\n  labels: {service: shop}\n");
            await().until(() -> service.health().get(0).state() == Health.State.WAITING);
            assertThat(service.health().get(0).reason()).contains("a.yml:1", "never probed");
            sink.clear();
            await().until(() -> isProbed("/ok"));

            // when it is mended
            Files.writeString(yaml, group("/ok") + "\n");

            // then
            await().until(() -> service.health().get(0).state() == Health.State.UP);
        }
    }

    @Test
    void fileThatIsBadAtTheStartIsAnError() throws IOException {
        Files.writeString(yaml, "- targets: [x y]\n  labels: {service: shop}\n");

        assertThat(read()).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("a.yml:1", "not an http or https URL"));
    }

    @Test
    void filesThatAreNotThereYetAreAWarning() throws IOException {
        Files.delete(yaml);
        Files.delete(json);

        assertThat(read()).isPresent();
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("there is no such file yet"));
    }

    private Optional<ProbeSettings> read() {
        return ProbeSettings.read(folder.resolve("probes.yml"), problems);
    }

    private String group(String path) {
        return "- targets: [\"" + targets.url(path) + "\"]\n  labels: {service: shop}\n";
    }

    private boolean isProbed(String path) {
        return sink.observations().stream()
                .map(Observation.class::cast)
                .anyMatch(result -> ((ProbeResult) result).target().endsWith(path));
    }
}
