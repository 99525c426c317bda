package slipstream.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Material that others produced, where it lies beside the checkout. */
final class Oracles {
    private Oracles() {}

    /** A folder of the oracles; a test that needs it is skipped, and says so, where it is absent. */
    static Path folder(String name) {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path candidate = at.resolveSibling("shared").resolve("oracles").resolve(name);
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
            at = at.getParent();
        }
        Assumptions.abort("skipped: there is no folder shared/oracles/" + name + " beside this checkout");
        throw new IllegalStateException("the line above does not return");
    }
}
