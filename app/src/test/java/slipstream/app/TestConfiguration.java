package slipstream.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration folders for tests, written and read the way a user's are. */
final class TestConfiguration {
    private final Path folder;

    TestConfiguration(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    TestConfiguration file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** An availability SLO over the requests of one service: no 5xx, over thirty days. */
    TestConfiguration availability(String service, String target) throws IOException {
        return file(service + "-availability.yaml", """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: %1$s-availability}
                spec:
                  service: %1$s
                  indicator:
                    metadata: {name: %1$s-good}
                    spec:
                      ratioMetric:
                        good: {metricSource: {type: slipstream, spec: {selector: "status < 500"}}}
                        total: {metricSource: {type: slipstream, spec: {selector: "service == '%1$s'"}}}
                  timeWindow: [{duration: 30d, isRolling: true}]
                  budgetingMethod: Occurrences
                  objectives: [{target: %2$s}]
                """.formatted(service, target));
    }

    TestConfiguration webhook(String url) throws IOException {
        return file("alertmanager.yml", """
                route: {receiver: team, group_by: ['...'], group_wait: 0s, group_interval: 1s}
                receivers:
                  - name: team
                    webhook_configs: [{url: "%s"}]
                """.formatted(url));
    }

    Configuration read() {
        return Configuration.require(folder);
    }

    Path folder() {
        return folder;
    }
}
