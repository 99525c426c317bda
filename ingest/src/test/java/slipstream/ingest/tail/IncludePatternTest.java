package slipstream.ingest.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncludePatternTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name :
                new String[] {"web/a.log", "web/b.log", "web/b.txt", "web/old/c.log", "shop/a.log", "shop/[x].log"}) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "x");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web/a.log          | web/a.log",
                "web/../shop/a.log  | shop/a.log",
                "web/*.log          | web/a.log web/b.log",
                "*/a.log            | shop/a.log web/a.log",
                "web/**.log         | web/a.log web/b.log web/old/c.log",
                "{web,shop}/?.log   | shop/a.log web/a.log web/b.log",
                "web/missing.log    | ''",
                "missing/*.log      | ''",
                "web                | ''",
            })
    void filesAreFoundBelowTheBase(String pattern, String expected) throws IOException {
        String found = String.join(
                " ",
                IncludePattern.of(folder, pattern).files().stream()
                        .map(file -> folder.relativize(file).toString())
                        .toList());

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void absolutePathStandsForItself() throws IOException {
        Path file = folder.resolve("web/a.log");

        assertThat(IncludePattern.of(Path.of("/elsewhere"), file.toString()).files())
                .containsExactly(file);
    }

    @Test
    void folderWithLettersOfAGlobIsNoGlob() throws IOException {
        assertThat(IncludePattern.of(folder.resolve("shop"), "*.log").files()).contains(folder.resolve("shop/[x].log"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "web/[a", "web/{a"})
    void textThatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> IncludePattern.of(folder, pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
