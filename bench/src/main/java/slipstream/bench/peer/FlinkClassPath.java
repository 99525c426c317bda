package slipstream.bench.peer;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the Flink job is: built beside this module, on a class path of its own. */
final class FlinkClassPath {
    static final String HOW_TO_BUILD = "the Flink job is not built; once, in the checkout:"
            + " mvn -q -Pbench -pl bench/flink -am -DskipTests package";

    private FlinkClassPath() {}

    /** The class path, absent when the job was not built. */
    static Optional<String> find() throws IOException, URISyntaxException {
        Path code = Path.of(FlinkClassPath.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        // bench/target/classes, or the jar beside it.
        Path target = code.resolve("../../flink/target").normalize();
        Path jar = target.resolve("slipstream-bench-flink.jar");
        Path others = target.resolve("classpath");
        return Files.exists(jar) && Files.exists(others)
                ? Optional.of(
                        jar + File.pathSeparator + Files.readString(others).strip())
                : Optional.empty();
    }
}
