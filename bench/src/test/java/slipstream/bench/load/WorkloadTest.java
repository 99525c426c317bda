package slipstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.RequestObservation;

class WorkloadTest {
    private static final long T0 = 1_769_558_400_000L;

    private final Workload workload = new Workload(50_000, 1, T0, 10_000);

    @Test
    void sameSeedGivesTheSameRequests_andAnotherOneOthers() {
        assertThat(all(workload)).isEqualTo(all(workload));
        assertThat(all(new Workload(100, 2, T0, 10_000))).isNotEqualTo(all(workload.first(100)));
    }

    @Test
    void firstOfThemAreTheSame() {
        assertThat(all(workload.first(100))).isEqualTo(all(workload).subList(0, 100));
    }

    @Test
    void requestsLookLikeAccessLogs() {
        List<RequestObservation> requests = all(workload);

        assertThat(requests).hasSize(50_000);
        assertThat(requests.get(49_999).timeMillis()).isEqualTo(T0 + 4_999);
        assertThat(share(requests, request -> request.status() >= 500)).isBetween(0.006, 0.010);
        assertThat(share(requests, request -> request.latencyMillis() < 50)).isBetween(0.4, 0.6);
        assertThat(share(requests, request -> request.service().equals(Requests.service(0))))
                .isGreaterThan(0.1);
        assertThat(requests.stream().map(RequestObservation::service).distinct())
                .hasSize(50);
        assertThat(requests.stream().map(RequestObservation::route).distinct()).hasSize(20);
        double bytes = requests.stream()
                .limit(1_000)
                .mapToInt(request -> ObservationCodec.write(List.of(request)).length)
                .average()
                .orElseThrow();
        assertThat(bytes).isBetween(230d, 290d);
    }

    @Test
    void sequencesOfASourceGrowByOne() {
        Map<String, Long> last = new HashMap<>();

        for (RequestObservation request : all(workload)) {
            Long before = last.put(request.origin().source(), request.origin().sequence());

            assertThat(request.origin().sequence()).isEqualTo(before == null ? 1 : before + 1);
        }
    }

    @Test
    void tenantsAreAnAttribute_whereThereAreAny() {
        List<RequestObservation> requests = all(new Workload(1_000, 1, T0, 10_000, 5, 3));

        assertThat(requests.stream()
                        .map(request -> request.attributes().get("tenant"))
                        .distinct())
                .containsExactlyInAnyOrder("tenant-0", "tenant-1", "tenant-2");
        assertThat(all(workload).get(0).attributes()).doesNotContainKey("tenant");
    }

    private static double share(List<RequestObservation> requests, Predicate<RequestObservation> which) {
        return (double) requests.stream().filter(which).count() / requests.size();
    }

    private static List<RequestObservation> all(Workload workload) {
        List<RequestObservation> requests = new ArrayList<>();
        workload.forEach(requests::add);
        return requests;
    }
}
