package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is one line of a file: what stands in {@code oncall.yml}, and the one problem that is reported. */
class OncallMistakesTest {
    private static final Path MISTAKES = Path.of("src/test/resources/oncall/mistakes.txt");

    @TempDir
    private Path folder;

    @BeforeEach
    void putSecrets() {
        OncallFiles.write(folder, "short", "guess me");
        OncallFiles.write(folder, "good", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    static Stream<Arguments> mistakes() throws IOException {
        return Files.readAllLines(MISTAKES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" => ", 2))
                .map(parts -> Arguments.of(parts[0].strip(), parts[1].strip()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsNamed_withItsPlaceAndWhatToDo(String yaml, String problem) {
        List<String> found = OncallFiles.problems(folder, yaml);

        assertThat(found).containsExactly("1: " + problem);
    }
}
