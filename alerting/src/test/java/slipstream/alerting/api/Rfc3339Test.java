package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class Rfc3339Test {
    @Test
    void aTimeIsWrittenToTheMillisecond() {
        assertThat(Rfc3339.millis(Instant.parse("2026-01-31T12:34:56.789123Z"))).isEqualTo("2026-01-31T12:34:56.789Z");
        assertThat(Rfc3339.millis(Instant.parse("1969-12-31T23:59:59.999Z"))).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Test
    void aTimeThatNeverComesIsUnset_asTheEndOfAnAlertThatGoesOnUntilItIsSaidToBeOver() {
        String written = Rfc3339.millis(Instant.MAX);

        assertThat(written).isEqualTo("0001-01-01T00:00:00.000Z");
        assertThat(Rfc3339.parse(written)).isEmpty();
    }
}
