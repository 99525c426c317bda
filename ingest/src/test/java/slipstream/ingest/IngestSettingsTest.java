package slipstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.ingest.line.LogFormat;
import slipstream.ingest.line.MappedLines;
import slipstream.ingest.probe.ProbeSettings;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.tail.FileLogSettings;
import slipstream.ingest.tail.IncludePattern;
import slipstream.ingest.tail.TailSettings;

class IngestSettingsTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void everythingIsRead() throws IOException {
        Files.writeString(folder.resolve("ingest.yml"), """
                receivers:
                  filelog:
                    - include: [/var/log/nginx/access.log, logs/*.log]
                      format: 'nginx: $remote_addr [$time_local] "$request" $status $request_time'
                      labels: {service: web, team: shop}
                      attributes: [remote_addr]
                    - include: [app.jsonl]
                      format: json
                      from: end
                      follow: false
                      zone: Europe/Berlin
                      fields: {time: ts, service: app, status: http.status, attributes.user: user.id}
                  http: {listen: "127.0.0.1:0"}
                """);
        Files.writeString(folder.resolve("probes.yml"), """
                probes:
                  - job_name: site
                    module: http_2xx
                    static_configs: [{targets: ["http://shop.example/"], labels: {service: web}}]
                """);

        IngestSettings settings = IngestSettings.read(folder, problems);

        assertThat(problems.all()).isEmpty();
        FileLogSettings nginx = files(settings).get(0);
        assertThat(nginx.include())
                .extracting(IncludePattern::toString)
                .containsExactly(
                        "/var/log/nginx/access.log",
                        folder.resolve("logs/*.log").toString());
        assertThat(nginx.format()).isInstanceOf(LogFormat.class);
        assertThat(nginx.from()).isEqualTo(FileLogSettings.From.STORED);
        assertThat(nginx.follow()).isTrue();
        assertThat(nginx.labels()).containsEntry("service", "web").containsEntry("team", "shop");
        FileLogSettings json = files(settings).get(1);
        assertThat(json.format()).isInstanceOf(MappedLines.class);
        assertThat(json.from()).isEqualTo(FileLogSettings.From.END);
        assertThat(json.follow()).isFalse();
        assertThat(settings.of(ReceiverSettings.class)
                        .findFirst()
                        .orElseThrow()
                        .listen()
                        .port())
                .isZero();
        assertThat(settings.of(ProbeSettings.class).findFirst().orElseThrow().targetCount())
                .isEqualTo(1);
    }

    @Test
    void folderWithoutEitherFileHasNothingToTake() {
        IngestSettings settings = IngestSettings.read(folder, problems);

        assertThat(settings.isEmpty()).isTrue();
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "include: [a.log], format: combined, formt: x, labels: {service: web} | formt: is not known here; did you mean 'format'?",
                "include: [a.log], labels: {service: web}                     | format: is required",
                "format: combined, labels: {service: web}                     | include: is required",
                "include: [], format: combined, labels: {service: web}        | include: must name at least one file",
                "include: ['[a'], format: combined, labels: {service: web}    | include: '[a' is neither a path nor a glob",
                "include: [a.log], format: combined                           | labels: the label service is required",
                "include: [a.log], format: combined, labels: {service: a b}   | labels: labels.service 'a b' must have",
                "include: [a.log], format: '$status', labels: {service: web}  | format: the format has no time",
                "include: [a.log], format: '%t %>s %j', labels: {service: web} | format: at character 8 of the format: %j is not a directive",
                "include: [a.log], format: json, labels: {service: web}       | format: fields must have exactly one of time",
                "include: [a.log], format: combined, from: start, labels: {service: web} | from: must be one of stored, beginning, end",
                "include: [a.log], format: combined, follow: yes, labels: {service: web} | follow: must be true or false",
                "include: [a.log], format: combined, zone: Mars, labels: {service: web}  | zone: must be a time zone",
                "include: [a.log], format: combined, attributes: [x], labels: {service: web} | format: the attribute x is not in the format",
            })
    void mistakesAreNamedWithFileLineAndKey(String entry, String problem) throws IOException {
        Files.writeString(folder.resolve("ingest.yml"), "receivers:\n  filelog:\n    - {" + entry + "}\n");

        IngestSettings settings = IngestSettings.read(folder, problems);

        List<String> errors = problems.all().stream().map(Problem::toString).toList();
        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith(folder.resolve("ingest.yml") + ":3: error: receivers.filelog[0].")
                .contains(problem);
        assertThat(files(settings).size()).isLessThanOrEqualTo(1);
    }

    private static List<FileLogSettings> files(IngestSettings settings) {
        return settings.of(TailSettings.class)
                .flatMap(tail -> tail.files().stream())
                .toList();
    }

    @Test
    void problemsOfBothFilesAreReportedTogether() throws IOException {
        Files.writeString(
                folder.resolve("ingest.yml"), "receivers: {filelogs: []}\nreceiver: {}\n---\nreceivers: {}\n");
        Files.writeString(folder.resolve("probes.yml"), "probe: []\n");

        IngestSettings settings = IngestSettings.read(folder, problems);

        String all =
                String.join("\n", problems.all().stream().map(Problem::toString).toList());
        assertThat(all)
                .contains("probes.yml:1")
                .contains("receivers.filelogs: is not known here; did you mean 'filelog'?")
                .contains("receiver: is not known here; did you mean 'receivers'?")
                .contains("ingest.yml:4: error: the file must have one document");
        assertThat(settings.isEmpty()).isTrue();
    }
}
