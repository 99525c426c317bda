package slipstream.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

class ReceiverSettingsTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void loopbackNeedsNoToken_andHasADefaultPort() throws IOException {
        // when
        ReceiverSettings settings = read("{}").orElseThrow();

        // then
        assertThat(settings.listen().host()).isEqualTo("127.0.0.1");
        assertThat(settings.listen().port()).isEqualTo(8081);
        assertThat(settings.limits()).isEqualTo(ReceiverLimits.DEFAULTS);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void otherAddressWithoutTokenIsAProblemAtItsKey() throws IOException {
        // when
        Optional<ReceiverSettings> settings = read("\nlisten: 0.0.0.0:8081");

        // then
        assertThat(settings).isEmpty();
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("listen");
            assertThat(problem.where().line()).isEqualTo(2);
            assertThat(problem.message()).contains("token_file");
        });
    }

    @Test
    void tokenIsReadBesideTheConfiguration_withoutItsOneLineEnd() throws IOException {
        // given
        writeToken("0123456789abcdef\r\n");

        // when
        ReceiverSettings settings =
                read("listen: 0.0.0.0:8081\ntoken_file: token").orElseThrow();

        // then
        assertThat(settings.listen().token().orElseThrow().isIn("Bearer 0123456789abcdef"))
                .isTrue();
        assertThat(settings.toString()).doesNotContain("0123456789abcdef");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void tokenThatOthersCanReadIsWarnedOf() throws IOException {
        // given
        Path token = writeToken("0123456789abcdef\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

        // when
        Optional<ReceiverSettings> settings = read("token_file: token");

        // then
        assertThat(settings).isPresent();
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("chmod 600"));
    }

    @Test
    void onlyOneLineEndIsForgiven() throws IOException {
        // given
        writeToken("0123456789abcdef\n\n");

        // when
        Optional<ReceiverSettings> settings = read("token_file: token");

        // then
        assertThat(settings).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("newlines"));
    }

    @Test
    void missingAndShortTokensAreProblems() throws IOException {
        // given
        writeToken("short\n");

        // when
        Optional<ReceiverSettings> missing = read("token_file: nowhere");
        Optional<ReceiverSettings> tooShort = read("token_file: token");

        // then
        assertThat(missing).isEmpty();
        assertThat(tooShort).isEmpty();
        assertThat(problems.all()).extracting(Problem::key).containsExactly("token_file", "token_file");
        assertThat(problems.all().get(1).message()).contains("at least 16");
    }

    @Test
    void unknownKeysAndBadPortsAreProblems() throws IOException {
        // when
        read("lisen: 127.0.0.1:1");
        read("listen: 127.0.0.1:70000");
        read("listen: nonsense");

        // then
        assertThat(problems.all()).hasSize(3);
        assertThat(problems.all().get(0).message()).contains("listen");
    }

    private Path writeToken(String text) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), text);
        return Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    }

    private Optional<ReceiverSettings> read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("ingest.yml"), yaml);
        return YamlReader.read(file, problems)
                .get(0)
                .asFields(problems)
                .flatMap(http -> ReceiverSettings.readHttp(http, folder));
    }
}
