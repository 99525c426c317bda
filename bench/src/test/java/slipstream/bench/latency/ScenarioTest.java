package slipstream.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.AlertEvent;

class ScenarioTest {
    @Test
    void pairOfFactorSixDecides_whenTheLongWindowsHoldTheSame() {
        // 13 of 2 013 are 0.646 %, and 12 of 2 012 are 0.596 %; 0.6 % is the limit.
        assertThat(Scenario.deciding(List.of(pair("1h", 14.4, 40, 2_040), pair("6h", 6, 40, 2_040))))
                .isEqualTo(13);
    }

    @Test
    void pairOfTheHourDecides_whenSixHoursHoldManyMore() {
        // 30 of 2 030 are 1.478 %, and 29 of 2 029 are 1.429 %; 1.44 % is the limit.
        assertThat(Scenario.deciding(List.of(pair("1h", 14.4, 40, 2_040), pair("6h", 6, 40, 12_040))))
                .isEqualTo(30);
    }

    @Test
    void pairThatOpensATicketOnly_doesNotCount() {
        assertThat(Scenario.deciding(List.of(pair("1h", 14.4, 40, 2_040), pair("3d", 1, 40, 2_040))))
                .isEqualTo(30);
    }

    private static AlertEvent.WindowPair pair(String longWindow, double factor, long bad, long total) {
        return new AlertEvent.WindowPair(
                "5m", longWindow, factor, Optional.empty(), Optional.empty(), bad, total, true);
    }
}
