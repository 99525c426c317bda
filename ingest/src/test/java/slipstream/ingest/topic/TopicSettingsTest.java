package slipstream.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.ingest.otlp.OtlpSignal;

class TopicSettingsTest {
    @Test
    void theWordsOfTheCollectorAreUnderstood() {
        TopicSettings settings = RecordDecoderTest.settings("""
                brokers: [a:9092, b:9092]
                logs: {topics: [otlp_logs, fluent-bit], encoding: auto}
                traces: {topics: [otlp_spans], encoding: otlp_proto}
                metrics: {topics: [otlp_metrics], metrics: {cache.entries: {resource: cache}}}
                topics: ['^app-.*']
                exclude_topics: ['^app-secret-.*', app-old]
                """);

        assertThat(settings.clientConfig(java.util.Map.of("bootstrap.servers", "own:1")))
                .containsEntry("bootstrap.servers", "a:9092,b:9092");
        assertThat(settings.signal("otlp_spans")).isEqualTo(Optional.of(OtlpSignal.TRACES));
        assertThat(settings.encoding("otlp_spans")).isEqualTo(Encoding.OTLP_PROTO);
        assertThat(settings.signal("app-1")).isEmpty();
        assertThat(settings.service("app-1")).isEqualTo("app-1");
    }

    @ParameterizedTest
    @CsvSource({
        "app-1,true",
        "app-old,false",
        "app-older,true",
        "app-secret-1,false",
        "other,false",
        "exact,true",
        "exactly,false",
        "slipstream.observations,false",
        "__consumer_offsets,false"
    })
    void thePatternTakesExactlyTheTopicsThatAreMeant(String topic, boolean isMeant) {
        TopicSettings settings = RecordDecoderTest.settings("""
                topics: ['^app-.*', '^slip.*', '^__.*']
                exclude_topics: ['^app-secret-.*', app-old]
                logs: {topics: [exact]}
                """);
        Pattern pattern = TopicChoice.pattern(settings.choices());

        assertThat(pattern.matcher(topic).matches()).isEqualTo(isMeant);
        assertThat(settings.takes(topic)).isEqualTo(isMeant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: {}|kafka.topics|at least one topic is required",
                "kafka: {topics: ['^(']}|kafka.topics|is no regular expression",
                "kafka: {topics: ['a b']}|kafka.topics|is no name of a topic",
                "kafka: {topics: [slipstream.alerts]}|kafka.topics|is a topic of Slipstream itself",
                "kafka: {topics: [a], format: nonsense}|kafka.format|",
                "kafka: {topics: [a], encoding: avro}|kafka.encoding|must be one of auto",
                "kafka: {topics: [a], initial_offset: end}|kafka.initial_offset|must be one of earliest, latest",
                "kafka: {topics: [a], broker: x}|kafka.broker|is not known here",
                "kafka: {logs: {topics: [a], topic: b}}|kafka.logs.topic|is not known here",
                "kafka: {metrics: {topics: [a], metrics: {x: {resource: r, limit: -1}}}}|kafka.metrics.metrics.x.limit|must be above 0",
            })
    void whatIsWrongIsSaid_withItsPlace(String yaml, String key, String message) {
        Problems problems = new Problems();
        Fields receivers = YamlReader.parse(yaml, "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();

        assertThat(TopicSettings.read(receivers, null)).isEmpty();
        assertThat(problems.all()).extracting(Problem::key).contains(key);
        assertThat(problems.all().toString()).contains(message == null ? "" : message);
    }
}
