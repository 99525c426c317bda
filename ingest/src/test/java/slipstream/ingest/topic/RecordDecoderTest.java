package slipstream.ingest.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.DeadLetter;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.otlp.CutCounter;

class RecordDecoderTest {
    static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final RecordDecoder decoder = decoder("topics: [mixed]");

    private static Stream<String> forms() throws IOException {
        return lines("forms.tsv");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormIsFound_withNothingConfigured(String line) throws RejectedObservationException {
        String[] columns = line.split("\t", 3);
        RecordItems items = new RecordItems("kafka:mixed-0#x", 7);

        RecordForm form = decoder.decode(record(columns[2].getBytes(UTF_8), headers(columns[1])), items);

        assertThat(form.word()).isEqualTo(columns[0]);
        assertThat(items.letters()).isEmpty();
        assertThat(items.drops()).isEmpty();
        assertThat(items.observations()).isNotEmpty();
    }

    @Test
    void everyFormBecomesItsGoldenObservations() throws IOException, RejectedObservationException {
        StringBuilder told = new StringBuilder();
        long offset = 0;
        for (String line : forms().toList()) {
            String[] columns = line.split("\t", 3);
            RecordItems items = new RecordItems("kafka:mixed-0#x", offset++);
            decoder.decode(record(columns[2].getBytes(UTF_8), headers(columns[1])), items);
            told.append(new String(ObservationCodec.write(items.observations()), UTF_8))
                    .append('\n');
        }

        assertThat(told.toString()).isEqualTo(file("forms.observations"));
    }

    private static Stream<String> bad() throws IOException {
        return lines("bad.tsv");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatCannotBeReadIsRefused_withTheReasonInTheTable(String line) {
        String[] columns = line.split("\t", 2);

        assertThatThrownBy(() -> decoder.decode(
                        record(HexFormat.of().parseHex(columns[1]), Map.of()), new RecordItems("kafka:mixed-0#x", 7)))
                .isInstanceOfSatisfying(
                        RejectedObservationException.class,
                        e -> assertThat(e.reason().word()).isEqualTo(columns[0]));
    }

    @Test
    void aSchemaRegistryIsAskedFor_whereOneIsNeeded() {
        byte[] avro = {0, 0, 0, 0, 7, 2, 4};

        assertThatThrownBy(() -> decoder.decode(record(avro, Map.of()), new RecordItems("s", 7)))
                .hasMessageContaining("schema registry");
    }

    @Test
    void aRecordWithoutValueIsADeadLetter_butNotTheTombstoneOfACloudEvent() throws RejectedObservationException {
        RecordItems tombstone = new RecordItems("s", 7);
        decoder.decode(record(null, Map.of("ce_specversion", "1.0")), tombstone);

        assertThat(tombstone.drops()).containsExactly("tombstone");
        assertThatThrownBy(() -> decoder.decode(record(null, Map.of()), new RecordItems("s", 7)))
                .isInstanceOfSatisfying(
                        RejectedObservationException.class,
                        e -> assertThat(e.reason()).isEqualTo(RejectReason.NULL_VALUE));
    }

    @Test
    void blanksAreDropped() throws RejectedObservationException {
        RecordItems items = new RecordItems("s", 7);
        for (String blank : List.of("", " \r\n\t ", "\uFEFF", "[]")) {
            decoder.decode(record(blank.getBytes(UTF_8), Map.of()), items);
        }

        assertThat(items.drops()).containsExactly("blank_record", "blank_record", "blank_record", "blank_record");
    }

    @Test
    void oneBadAlertOfThreeDoesNotSpoilTheOthers() throws RejectedObservationException {
        String good = "{\"labels\":{\"alertname\":\"A\",\"service\":\"x\"},\"startsAt\":\"2026-03-02T09:50:00Z\"}";
        RecordItems items = new RecordItems("s", 7);

        decoder.decode(
                record(
                        ("[" + good + "," + good.replace("\"x\"", "\"<b>\"") + "," + good + "]").getBytes(UTF_8),
                        Map.of()),
                items);

        assertThat(items.observations()).hasSize(2);
        assertThat(items.letters()).extracting(DeadLetter::reason).containsExactly(RejectReason.NAME_NOT_ALLOWED);
    }

    @Test
    void sequencesGrowWithTheOffsetAndTheItem_andAreTheSameWhenReadAgain() throws RejectedObservationException {
        byte[] two = "one\ntwo".getBytes(UTF_8);

        assertThat(sequences(two, 7))
                .containsExactly((7L << 20) + 1, (7L << 20) + 2)
                .isEqualTo(sequences(two, 7));
        assertThat(sequences(two, 8).get(0)).isGreaterThan(sequences(two, 7).get(1));
    }

    @Test
    void protobufIsFound_amongOtherForms() throws RejectedObservationException {
        byte[] export = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder()
                                        .setName("GET /cart")
                                        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                                        .setStartTimeUnixNano(NOW.toEpochMilli() * 1_000_000 - 5_000_000)
                                        .setEndTimeUnixNano(NOW.toEpochMilli() * 1_000_000))))
                .build()
                .toByteArray();
        RecordItems items = new RecordItems("s", 7);

        assertThat(decoder.decode(record(export, Map.of()), items)).isEqualTo(RecordForm.OTLP_PROTOBUF);
        assertThat(items.observations()).extracting(Observation::latencyMillis).containsExactly(5d);
    }

    @Test
    void itemsBeyondWhatCanBeToldApartAreNoticed() {
        RecordItems items = new RecordItems("s", 7);
        for (long i = 0; i < RecordItems.MAX_ITEMS; i++) {
            items.nextOrigin();
        }
        assertThat(items.isTooMany()).isFalse();

        assertThat(items.nextOrigin().sequence()).isLessThan(8L << RecordItems.INDEX_BITS);
        assertThat(items.isTooMany()).isTrue();
    }

    @Test
    void aConfiguredFormatIsHeldTo() throws RejectedObservationException {
        RecordDecoder strict = decoder("topics: [mixed]\nformat: combined\nlabels: {service: web}");
        RecordItems items = new RecordItems("s", 7);

        strict.decode(
                record(
                        "203.0.113.7 - - [02/Mar/2026:09:59:59 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"\nno line of it\n"
                                .getBytes(UTF_8),
                        Map.of()),
                items);

        assertThat(items.observations()).extracting(Observation::service).containsExactly("web");
        assertThat(items.letters()).extracting(DeadLetter::reason).containsExactly(RejectReason.UNPARSED_LINE);
    }

    private List<Long> sequences(byte[] value, long offset) throws RejectedObservationException {
        RecordItems items = new RecordItems("s", offset);
        decoder.decode(record(value, Map.of()), items);
        return items.observations().stream().map(o -> o.origin().sequence()).toList();
    }

    private static RecordDecoder decoder(String yaml) {
        return new RecordDecoder(
                settings(yaml), TimeBounds.live(InstantSource.fixed(NOW)), new CutCounter(new SimpleMeterRegistry()));
    }

    static TopicSettings settings(String yaml) {
        Problems problems = new Problems();
        Fields receivers = YamlReader.parse("kafka:\n" + yaml.indent(2), "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
        TopicSettings settings = TopicSettings.read(receivers, null).orElse(null);
        assertThat(problems.all()).isEmpty();
        return settings;
    }

    private static TopicRecord record(byte[] value, Map<String, String> headers) {
        return new TopicRecord("mixed", 0, 7, NOW.toEpochMilli(), value, headers);
    }

    private static Map<String, String> headers(String column) {
        Map<String, String> headers = new LinkedHashMap<>();
        // A parameter of the content type also follows a semicolon, and has a blank before it.
        Arrays.stream(column.split(";(?! )"))
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> headers.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        return headers;
    }

    private static Stream<String> lines(String name) throws IOException {
        return file(name).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static String file(String name) throws IOException {
        try (InputStream in = RecordDecoderTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
