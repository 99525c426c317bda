package slipstream.contract.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The golden files: what is on topics of running installations, kept for ever. */
final class Golden {
    private Golden() {}

    /** The text of a file under {@code golden}, without the newline at its end. */
    static String text(String name) {
        return resource("/golden/" + name).stripTrailing();
    }

    static String resource(String path) {
        try (InputStream in = Golden.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError("there is no test resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("the test resource " + path + " cannot be read", e);
        }
    }
}
