package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import slipstream.contract.topic.Topic;
import slipstream.contract.topic.Topics;

class TopicTableTest {
    private final List<String> lines = TopicTable.text().lines().toList();

    @Test
    void everyTopicHasOneLine_inTheOrderInWhichAnEventTravels() {
        List<String> names = lines.stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();

        assertThat(names)
                .containsExactlyElementsOf(
                        Topics.all().stream().<String>map(Topic::name).toList());
    }

    @Test
    void compactedTopicSaysLastPerKey_andOthersSayHowLong() {
        assertThat(line(Topics.ALERTS))
                .contains("JSON")
                .contains("last per key")
                .endsWith(Topics.ALERTS.purpose());
        assertThat(line(Topics.OBSERVATIONS)).contains("text").contains("bytes").contains(" 30 days ");
        assertThat(line(Topics.SLI_PARTIALS)).contains(" 1 day ");
    }

    @Test
    void columnsAreAligned() {
        int purposeColumn = lines.get(0).indexOf("HOLDS");

        for (Topic<?, ?> topic : Topics.all()) {
            assertThat(line(topic).indexOf(topic.purpose())).isEqualTo(purposeColumn);
        }
    }

    private String line(Topic<?, ?> topic) {
        return lines.stream()
                .filter(each -> each.startsWith(topic.name() + " "))
                .findFirst()
                .orElseThrow();
    }
}
