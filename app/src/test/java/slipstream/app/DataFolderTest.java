package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path parent;

    @Test
    void folderIsMade_whenItIsNotThere() {
        Path folder = parent.resolve("a folder").resolve("with spaces");

        try (DataFolder held = DataFolder.hold(folder)) {
            assertThat(held.logs()).isDirectory().startsWith(folder);
        }
    }

    @Test
    void lockFileNamesTheProcess_forTheMessageOfTheNextOne() throws IOException {
        try (DataFolder held = DataFolder.hold(parent)) {
            assertThat(Files.readString(held.path().resolve("broker.lock")))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void secondHoldIsRefused_untilTheFirstIsGivenBack() {
        DataFolder first = DataFolder.hold(parent);
        assertThatThrownBy(() -> DataFolder.hold(parent))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(parent.toString())
                .hasMessageContaining("in use");

        first.close();

        assertThatCode(() -> DataFolder.hold(parent).close()).doesNotThrowAnyException();
    }

    @Test
    void fileInPlaceOfTheFolder_isRefused() throws IOException {
        Path file = Files.writeString(parent.resolve("data"), "not a folder");

        assertThatThrownBy(() -> DataFolder.hold(file))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("choose another folder");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "uses /proc, which nobody may write to, not even root")
    void folderThatCannotBeWritten_isNamed() {
        assertThatThrownBy(() -> DataFolder.hold(Path.of("/proc/slipstream")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("/proc/slipstream cannot be written");
    }

    @Test
    void nearlyFullDisk_isRefusedWithBothNumbers() {
        assertThatThrownBy(() -> DataFolder.refuseWhenNearlyFull(parent, 12L << 20))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("is full: 12 MB are free")
                .hasMessageContaining("at least 128 MB");
    }

    @Test
    void diskWithExactlyEnoughRoom_isAccepted() {
        assertThatCode(() -> DataFolder.refuseWhenNearlyFull(parent, DataFolder.MIN_FREE_BYTES))
                .doesNotThrowAnyException();
    }

    @Test
    void haltIsExplainedByTheFolder_whenTheDiskHasRoom() {
        try (DataFolder held = DataFolder.hold(parent)) {
            assertThat(held.likelyCauseOfHalt()).contains(parent.toString()).contains("the lines above say why");
        }
    }
}
