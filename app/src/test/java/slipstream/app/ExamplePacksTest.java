package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pack under {@code examples/} is as it should be: who copies one begins with something that works. */
class ExamplePacksTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    static Stream<String> packs() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    @Test
    void thereIsAPackForEachRunbook() throws IOException {
        assertThat(packs()).contains("consolidated-functions", "drivehr", "humanglue", "inventory-api", "vibesheets");
    }

    @ParameterizedTest
    @MethodSource("packs")
    void checkFindsNoError_inAnyPack(String pack) {
        Said said = Said.by("check", EXAMPLES.resolve(pack).toString());

        assertThat(said.exitCode()).as(said.out()).isZero();
        assertThat(said.out()).contains(": 0 errors");
    }

    @ParameterizedTest
    @MethodSource("packs")
    void readmeSaysHowToStart_ofAnyPack(String pack) throws IOException {
        String readme = Files.readString(EXAMPLES.resolve(pack).resolve("README.md"));

        assertThat(readme)
                .contains("./slipstream check examples/" + pack)
                .contains("./slipstream up --config examples/" + pack);
    }
}
