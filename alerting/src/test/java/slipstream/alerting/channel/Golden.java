package slipstream.alerting.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Golden files: what a receiver got, byte for byte, in one line each. */
public final class Golden {
    private Golden() {}

    /** The line's end belongs to the file, not to what was sent. */
    public static String file(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new IOException("there is no golden file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
