package slipstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Problems;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.slo.Reading;
import slipstream.streams.classify.Definitions;
import slipstream.streams.define.DefinitionFiles;

class SloTest {
    private static final long T0 = 1_769_558_400_000L;

    @Test
    void documentsAreReadByTheProduct_withoutAProblem() {
        Problems problems = new Problems();

        Definitions definitions = new DefinitionFiles("", Slo.files(Slo.hundred())).compile(problems, Reading.LENIENT);

        assertThat(problems.all()).isEmpty();
        assertThat(definitions.slos()).hasSize(100);
    }

    @Test
    void manyDocumentsAreSpreadOverFiles() {
        List<Slo> many = IntStream.range(0, 1_001)
                .mapToObj(i -> Slo.availability("service-" + i))
                .toList();

        Map<String, String> files = Slo.files(many);

        assertThat(files).hasSize(3);
        assertThat(String.join("", files.values()).split("kind: SLO", -1)).hasSize(1_002);
    }

    @Test
    void truthCountsWhatEachSloIsAbout_sliceBySlice() {
        Slo available = Slo.availability("web");
        Slo fast = Slo.latency("web-fast", "web", Optional.of("/a"));
        Truth truth = new Truth(List.of(available, fast));

        truth.count(request(T0, "web", "/a", 200, 399.999));
        truth.count(request(T0 + 9_999, "web", "/a", 500, 400));
        truth.count(request(T0 + 10_000, "web", "/b", 503, 1));
        truth.count(request(T0 + 10_000, "shop", "/a", 503, 1));

        assertThat(truth.events()).isEqualTo(4);
        assertThat(truth.serverErrors()).isEqualTo(3);
        assertThat(truth.counted()).isEqualTo(5);
        assertThat(counts(truth.bySlo().get("web-availability"))).isEqualTo("2 of 3");
        assertThat(counts(truth.bySlo().get("web-fast"))).isEqualTo("1 of 2");
        assertThat(counts(truth.slices("web-availability").get(T0))).isEqualTo("1 of 2");
        assertThat(counts(truth.slices("web-availability").get(T0 + 10_000))).isEqualTo("1 of 1");
    }

    @Test
    void windowsOfAMinuteOverlap() {
        Truth truth = new Truth(List.of(Slo.availability("web")));

        truth.count(request(T0 + 50_000, "web", "/a", 500, 1));
        truth.count(request(T0 + 60_000, "web", "/a", 200, 1));

        Map<Long, Truth.Counts> windows = truth.windows("web-availability", 60_000);
        assertThat(windows).hasSize(7);
        assertThat(counts(windows.get(T0))).isEqualTo("1 of 1");
        assertThat(counts(windows.get(T0 + 10_000))).isEqualTo("1 of 2");
        assertThat(counts(windows.get(T0 + 60_000))).isEqualTo("0 of 1");
    }

    private static RequestObservation request(long time, String service, String route, int status, double latency) {
        return new RequestObservation(new Origin("test", 1), time, service, route, "GET", status, latency, Map.of());
    }

    private static String counts(Truth.Counts counts) {
        return counts.bad() + " of " + counts.total();
    }
}
