package slipstream.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.bench.load.Slo;
import slipstream.bench.load.Truth;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;

class SlicesTest {
    private static final long T0 = 1_769_558_400_000L;

    private final Truth truth = new Truth(List.of(Slo.availability("web")));

    SlicesTest() {
        truth.count(request(T0));
        truth.count(request(T0 + 10_000));
    }

    @Test
    void nothingIsWrong_whenEverySliceIsTheSame() throws Exception {
        assertThat(problems("[[%d,1,1],[%d,1,1]]", T0)).isEmpty();
    }

    @Test
    void sliceThatDiffers_isMissingOrIsTooMuch_isNamed() throws Exception {
        assertThat(problems("[[%d,2,1],[%d,1,1]]", T0)).hasSize(1);
        assertThat(problems("[[%d,1,1]]", T0)).hasSize(1);
        assertThat(problems("[[%d,1,1],[%d,1,1],[0,1,0]]", T0)).hasSize(1);
    }

    @Test
    void sliceThatIsNotKeptAnyMore_isNotLookedFor() throws Exception {
        assertThat(problems("[]", T0 + 3_600_000)).isEmpty();
    }

    private List<String> problems(String rows, long now) throws Exception {
        JsonNode found = new ObjectMapper().readTree("{\"web-availability\":" + rows.formatted(T0, T0 + 10_000) + "}");
        return Slices.problems(found, truth, now);
    }

    private static RequestObservation request(long time) {
        return new RequestObservation(new Origin("test", 1), time, "web", "/", "GET", 500, 1, Map.of());
    }
}
