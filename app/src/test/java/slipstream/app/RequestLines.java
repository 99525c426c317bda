package slipstream.app;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import slipstream.app.BurnRateScenario.Minute;

/** The requests of a scenario as a log of JSON lines, made while it is read: the longest has millions of lines. */
final class RequestLines extends InputStream {
    private final Iterator<Minute> minutes;
    private byte[] chunk = new byte[0];
    private int at;

    RequestLines(BurnRateScenario scenario) {
        this.minutes = scenario.minutes().iterator();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        while (at == chunk.length) {
            if (!minutes.hasNext()) {
                return -1;
            }
            chunk = lines(minutes.next());
            at = 0;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, buffer, offset, count);
        at += count;
        return count;
    }

    private static byte[] lines(Minute minute) {
        StringBuilder lines = new StringBuilder(minute.total() * 90);
        for (int i = 0; i < minute.total(); i++) {
            lines.append("{\"ts\":\"").append(Instant.ofEpochMilli(minute.timeMillis(i)));
            lines.append("\",\"service\":\"web\",\"status\":").append(minute.isBad(i) ? 500 : 200);
            lines.append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
