package slipstream.streams.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.VitalSample;
import slipstream.streams.Slos;
import slipstream.streams.slice.Cause;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Offences;
import slipstream.streams.slice.Partial;

class CausesTest {
    private static final long T0 = 1_769_558_400_000L;

    /** Kafka's own default for the largest request. */
    private static final int LARGEST_RECORD = 1_048_576;

    private final Classifier classifier =
            new Classifier(Slos.compile(Slos.AVAILABILITY), source -> null, Long.MIN_VALUE);
    private long sequence;

    @Test
    void aRequestIsKnownByWhatItAskedFor_andTheWidestPlaceThatIsTold() {
        Observation request = request(T0, 503, "/pay", Map.of("pod", "p-7", "region", "eu-west", "tenant", "t1"));

        assertThat(Cause.values(new Causes().of(request)))
                .containsExactly(
                        Map.entry("method", "POST"), Map.entry("route", "/pay"), Map.entry("region", "eu-west"));
    }

    @Test
    void otherKindsAreKnownByTheirOwnFields() {
        Origin origin = new Origin("s", 1);

        assertThat(Cause.values(new Causes().of(new LogRecord(origin, T0, "web", "error", "oom", "killed", Map.of()))))
                .containsExactly(Map.entry("level", "error"), Map.entry("pattern", "oom"));
        assertThat(Cause.values(
                        new Causes().of(new VitalSample(origin, T0, "web", "lcp", 9, "/", Map.of("host", "h")))))
                .containsExactly(Map.entry("name", "lcp"), Map.entry("route", "/"), Map.entry("host", "h"));
    }

    @Test
    void onlyBadEventsHaveCauses() {
        for (int second = 0; second < 10; second++) {
            count(request(T0 + second * 1_000, second < 7 ? 200 : 500, "/pay", Map.of()));
        }

        List<Partial> partials = drained();

        Offences offences = partials.get(0).slices().get(0).offences();
        assertThat(offences.causes()).isEqualTo(Map.of("method=POST\u001Froute=/pay", 3L));
        assertThat(offences.samples()).extracting(Offences.Sample::sequence).containsExactly(10L, 9L, 8L);
        count(request(T0 + 20_000, 200, "/pay", Map.of()));
        assertThat(drained().get(0).slices().get(0).offences()).isNull();
    }

    @Test
    void aPartialStaysBelowTheLargestRecord_whenEverythingFailsForLongReasons() {
        String source = "file:/" + "\u00FC".repeat(500);
        for (int slice = 0; slice < 300; slice++) {
            for (int cause = 0; cause < 20; cause++) {
                String route = "/" + cause + "\u4E2D".repeat(200);
                count(new RequestObservation(
                        new Origin(source + cause % 3, ++sequence),
                        T0 + slice * 10_000L,
                        "web",
                        route,
                        "POST",
                        500,
                        1,
                        Map.of("region", "\u4E2D".repeat(200))));
            }
        }

        List<Partial> partials = drained();

        assertThat(partials.stream()
                        .mapToInt(partial -> partial.slices().size())
                        .sum())
                .isEqualTo(300);
        assertThat(partials).allSatisfy(partial -> assertThat(partial.toBytes()).hasSizeLessThan(LARGEST_RECORD / 4));
    }

    private void count(Observation observation) {
        assertThat(classifier.count(observation, ClockMode.EVENT, 0)).isEqualTo(Classifier.Outcome.COUNTED);
    }

    private List<Partial> drained() {
        List<Partial> partials = new ArrayList<>();
        classifier.drain((series, partial) -> partials.add(partial));
        return partials;
    }

    private Observation request(long timeMillis, int status, String route, Map<String, String> attributes) {
        return new RequestObservation(
                new Origin("test", ++sequence), timeMillis, "web", route, "POST", status, 1, attributes);
    }
}
