package slipstream.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final long T0 = 1_790_000_000_000L;

    @Test
    void countersAreTheSumsOfTheEvents_withAnOutageInTheMiddle() {
        Traffic traffic = new Traffic(T0, 7, 30, Map.of(0, T0 + 400_000, 3, T0 + 900_001));
        long until = T0 + 2_000_000;

        long[] total = new long[7];
        long[] bad = new long[7];
        for (long event = 0; traffic.timeMillis(event) <= until; event++) {
            total[traffic.service(event)]++;
            bad[traffic.service(event)] += traffic.isBad(event) ? 1 : 0;
        }

        for (int service = 0; service < 7; service++) {
            assertThat(traffic.total(service, until)).isEqualTo(total[service]);
            assertThat(traffic.bad(service, until)).isEqualTo(bad[service]);
        }
    }

    @Test
    void eventsUpToAnInstant_includeTheOneThatHappensThen() {
        Traffic traffic = new Traffic(T0, 10, 300, Map.of());

        for (long event = 0; event < 1_000; event++) {
            assertThat(traffic.events(traffic.timeMillis(event))).isEqualTo(event + 1);
            assertThat(traffic.events(traffic.timeMillis(event) - 1)).isEqualTo(event);
        }
    }

    @Test
    void pageIsDue_withTheFailureThatMakes14_4TimesTheBudgetOfTheHour() {
        long outage = T0 + 7_200_000;
        Traffic traffic = new Traffic(T0, 1, 10, Map.of(0, outage));

        // Of 36 000 requests of the hour 519 have to fail, and 17 of the healthy ones did; the first fails at the very
        // beginning.
        assertThat(BurnMinimum.of(traffic, 0).toMillis()).isEqualTo(501 * 100);
    }
}
