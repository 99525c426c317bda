package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.ProbePhases;

class PhaseClockTest {
    private static final Call CALL = new OkHttpClient()
            .newCall(new Request.Builder().url("http://localhost/").build());
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final PhaseClock clock = new PhaseClock();

    @Test
    void callThatNeverBeganHasNoPhasesAndNoLatency() {
        // when
        clock.end();

        // then
        assertThat(clock.phases()).isEqualTo(ProbePhases.NONE);
        assertThat(clock.latencyMillis()).isNaN();
    }

    @Test
    void phaseThatWasBegunLastsUntilTheEnd_andLaterOnesAreAbsent() {
        // when
        clock.dnsStart(CALL, "localhost");
        clock.connectStart(CALL, ADDRESS, Proxy.NO_PROXY);
        clock.end();

        // then
        ProbePhases phases = clock.phases();
        assertThat(phases.dnsMillis().getAsDouble() + phases.connectMillis().getAsDouble())
                .isEqualTo(clock.latencyMillis(), within(1e-9));
        assertThat(phases.tlsMillis()).isEmpty();
        assertThat(phases.firstByteMillis()).isEmpty();
        assertThat(phases.transferMillis()).isEmpty();
    }

    @Test
    void literalAddressHasNoDnsPhase_andTheLatencyBeginsWithTheConnection() {
        // when
        clock.connectStart(CALL, ADDRESS, Proxy.NO_PROXY);
        clock.requestHeadersStart(CALL);
        clock.responseHeadersStart(CALL);
        clock.end();

        // then
        assertThat(clock.phases().dnsMillis()).isEmpty();
        assertThat(clock.phases().connectMillis()).isPresent();
        assertThat(clock.phases().transferMillis()).isPresent();
        assertThat(clock.latencyMillis()).isNotNegative();
    }

    @Test
    void secondAddressBelongsToTheSameConnectPhase() {
        // when
        clock.connectStart(CALL, ADDRESS, Proxy.NO_PROXY);
        double first = micros();
        clock.connectStart(CALL, ADDRESS, Proxy.NO_PROXY);
        clock.end();

        // then
        assertThat(clock.phases().connectMillis()).hasValue(clock.latencyMillis());
        assertThat(clock.latencyMillis() * 1000).isGreaterThanOrEqualTo(first);
    }

    /** How long the phase has lasted so far. */
    private double micros() {
        clock.end();
        return clock.latencyMillis() * 1000;
    }
}
