package slipstream.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.deliver.Attempt;
import slipstream.alerting.deliver.Outcomes;
import slipstream.alerting.deliver.Pending;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.deliver.Receivers;
import slipstream.alerting.deliver.RecordingChannel;
import slipstream.alerting.group.AlertGroup;
import slipstream.alerting.journal.InputConsumer;
import slipstream.contract.document.Problems;
import slipstream.contract.topic.Topics;

/** The module's README says what the code does. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @TempDir
    private Path folder;

    @Test
    void everyReasonHasARow_andEveryRowIsAReason() throws IOException {
        List<String> words =
                Stream.of(DeliveryReason.values()).map(DeliveryReason::word).toList();

        assertThat(firstCells("## Decisions")).containsExactlyElementsOf(words);
    }

    @Test
    void everyMetricHasARow_andEveryRowIsAMetric() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        meters.counter(InputConsumer.EVENTS, "outcome", "accepted").increment();
        Receivers receivers = new Receivers(
                List.of(new Receiver("a", "a", true, new RecordingChannel())),
                new Counted(),
                InstantSource.system(),
                meters);
        receivers.start();
        receivers.put(new Pending("a", new Message(AlertGroup.ofOne(Alerts.firing()), "key"), Alerts.T0));
        Awaitility.await()
                .until(() -> meters.find("slipstream.alerting.notifications").counter() != null);
        List<String> names = meters.getMeters().stream()
                .map(meter -> meter.getId().getName().replace('.', '_'))
                .distinct()
                .toList();

        receivers.close(Duration.ofSeconds(1));
        assertThat(firstCells("## Metrics"))
                .extracting(cell -> cell.replaceAll("(_total|_seconds)$", ""))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void exampleIsAValidConfiguration() throws IOException {
        Files.writeString(folder.resolve(AlertingSettings.FILE), block("```yaml"));
        Problems problems = new Problems();

        AlertingSettings settings = AlertingSettings.read(folder, problems);

        assertThat(problems.all()).isEmpty();
        assertThat(settings.receivers()).hasSize(1);
    }

    @Test
    void topicsAreThoseOfTheContract() throws IOException {
        assertThat(Files.readString(README))
                .contains(
                        "`" + Topics.ALERTS.name() + "`",
                        "`" + Topics.SILENCES.name() + "`",
                        "`" + Topics.ALERTING_RECORDS.name() + "`",
                        "`" + Topics.NOTIFICATIONS.name() + "`",
                        "`" + Topics.DEAD_LETTERS.name() + "`",
                        "`" + AlertingService.GROUP + "`");
    }

    /** The code words in the first column of the table below a heading. */
    private static List<String> firstCells(String heading) throws IOException {
        String section = Files.readString(README)
                .split(Pattern.quote(heading + "\n"), 2)[1]
                .split("\n## ", 2)[0];
        return Pattern.compile("(?m)^\\| `([a-z_]+)")
                .matcher(section)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    private static String block(String fence) throws IOException {
        return Files.readString(README).split(fence + "\n", 2)[1].split("```", 2)[0];
    }

    private static final class Counted implements Outcomes {
        @Override
        public void delivered(Receiver receiver, Attempt told, Delivery.Delivered answer) {
            assertThat(told.parts()).hasSize(1);
        }

        @Override
        public void gaveUp(Receiver receiver, Attempt untold, Delivery answer, boolean expired) {
            throw new AssertionError("the channel takes everything");
        }
    }
}
