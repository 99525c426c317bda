package slipstream.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.JsonSerde;
import slipstream.streams.Slos;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.SeriesKey;
import slipstream.streams.slice.WindowSums;
import slipstream.streams.slice.Windows;

class AlertProcessorTest {
    private static final long T0 = 1_769_558_400_000L;
    private static final SloDefinition SLO = Slos.read(Slos.AVAILABILITY).get(0);
    private static final SeriesKey KEY = new SeriesKey("web-availability", SLO.version());

    private final MockProcessorContext<String, AlertEvent> context = new MockProcessorContext<>(new Properties());
    private final KeyValueStore<String, AlertEvent> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("alert-state-by-rule"),
                    Serdes.String(),
                    JsonSerde.of(AlertEvent.class))
            .withLoggingDisabled()
            .build();
    private AlertProcessor processor;

    @BeforeEach
    void start() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(T0);
        processor = new AlertProcessor(List.of(SLO), "http://127.0.0.1:8080");
        processor.init(context);
    }

    /** The same counts in every window. */
    private record SameInAll(long badOfAThousand) implements WindowSums {
        @Override
        public int count() {
            return Windows.of(SLO).size();
        }

        @Override
        public Duration length(int window) {
            return Windows.of(SLO).get(window);
        }

        @Override
        public long startMillis(int window) {
            return T0;
        }

        @Override
        public long total(int window) {
            return 1_000;
        }

        @Override
        public long bad(int window) {
            return badOfAThousand;
        }

        @Override
        public long unjudged(int window) {
            return 0;
        }

        @Override
        public OptionalDouble p95Millis(int window) {
            return OptionalDouble.empty();
        }
    }

    @Test
    void anAlertBeginsInTheMiddleOfASlice_butEndsOnlyAfterAMinuteOfCalmEdges() {
        read(1, T0 + 1, false);
        assertThat(forwarded()).isEmpty();

        read(2, T0 + 2, false);
        assertThat(forwarded()).containsExactly("ticket firing " + (T0 + 2));

        read(50, T0 + 3, false);
        assertThat(forwarded()).containsExactly("page firing " + (T0 + 3));

        read(0, T0 + 4, false);
        read(0, T0 + 10_000, true);
        read(0, T0 + 60_000, true);
        assertThat(forwarded()).isEmpty();

        read(0, T0 + 70_000, true);
        assertThat(events())
                .allSatisfy(event -> assertThat(event.endsAt()).hasValue(Instant.ofEpochMilli(T0 + 10_000)));
        assertThat(forwarded()).containsExactly("page resolved " + (T0 + 70_000), "ticket resolved " + (T0 + 70_000));
        assertThat(store.all().hasNext()).isFalse();
    }

    @Test
    void aRatioThatHoversAboutItsThreshold_doesNotFlap() {
        read(50, T0, true);
        assertThat(forwarded()).hasSize(2);

        for (int edge = 1; edge < 60; edge++) {
            read(edge % 5 == 0 ? 50 : 0, T0 + edge * 10_000L, true);
        }

        assertThat(forwarded()).isEmpty();
    }

    @Test
    void aFiringAlertIsNotToldTwice_alsoAfterARestart() {
        read(50, T0, true);
        assertThat(forwarded()).hasSize(2);

        AlertProcessor restarted = new AlertProcessor(List.of(SLO), "http://127.0.0.1:8080");
        restarted.init(context);
        restarted.process(new Record<>(KEY, new Reading(SLO, new SameInAll(50), T0 + 10_000, true), T0));

        assertThat(forwarded()).isEmpty();
    }

    @Test
    void anAlertWhoseSloWasTakenOutIsResolved() {
        read(50, T0, true);
        context.resetForwards();

        AlertProcessor without = new AlertProcessor(List.of(), "http://127.0.0.1:8080");
        without.init(context);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(T0 + 5_000);

        assertThat(forwarded())
                .containsExactlyInAnyOrder("page resolved " + (T0 + 5_000), "ticket resolved " + (T0 + 5_000));
        assertThat(store.all().hasNext()).isFalse();
    }

    @Test
    void theEventIsKeyedByAlertmanagersFingerprint_andTheEndHasTheBeginning() {
        read(50, T0, true);
        AlertEvent firing = events().get(0);
        context.resetForwards();
        read(0, T0 + 10_000, true);
        read(0, T0 + 70_000, true);
        AlertEvent resolved = events().get(0);

        assertThat(firing.fingerprint()).isEqualTo(Fingerprint.of(firing.labels()));
        assertThat(firing.labels())
                .containsEntry("alertname", "ErrorBudgetBurn")
                .containsEntry("slo", "web-availability")
                .containsEntry("service", "web")
                .containsEntry("severity", "page");
        assertThat(resolved.fingerprint()).isEqualTo(firing.fingerprint());
        assertThat(resolved.startsAt()).isEqualTo(firing.startsAt());
        assertThat(resolved.status()).isEqualTo(AlertState.RESOLVED);
        assertThat(firing.annotations().get("summary"))
                .isEqualTo("web-availability: 50 bad of 1000 in 1h, 50.0x the budget of 99.9 %;"
                        + " -4900.0 % of the 30d budget is left");
    }

    private void read(long badOfAThousand, long atMillis, boolean atEdge) {
        processor.process(
                new Record<>(KEY, new Reading(SLO, new SameInAll(badOfAThousand), atMillis, atEdge), atMillis));
    }

    private List<AlertEvent> events() {
        return context.forwarded().stream()
                .<AlertEvent>map(f -> f.record().value())
                .toList();
    }

    /** What was forwarded since this was last asked: severity, status and instant. */
    private List<String> forwarded() {
        List<String> lines = Arrays.asList(events().stream()
                .map(e -> e.severity() + " " + e.status().word() + " "
                        + e.evaluatedAt().toEpochMilli())
                .toArray(String[]::new));
        context.resetForwards();
        return lines;
    }
}
