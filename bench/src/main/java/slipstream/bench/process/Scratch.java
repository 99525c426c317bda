package slipstream.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of a run, which is gone when the run is over, also when it is interrupted. */
public final class Scratch implements AutoCloseable {
    private final Path root;
    private final Thread hook = new Thread(this::removeWhatIsLeft, "scratch");

    private Scratch(Path root) {
        this.root = root;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param within where to make it; among the temporary files when absent */
    public static Scratch create(Optional<Path> within) throws IOException {
        String prefix = "slipstream-bench-";
        if (within.isEmpty()) {
            return new Scratch(Files.createTempDirectory(prefix));
        }
        Files.createDirectories(within.get());
        return new Scratch(Files.createTempDirectory(within.get().toAbsolutePath(), prefix));
    }

    /** A folder of this name, which need not exist. */
    public Path folder(String name) {
        return root.resolve(name);
    }

    /** Where the processes of the run may leave their temporary files. */
    public Path temporary() throws IOException {
        return Files.createDirectories(root.resolve("temporary"));
    }

    /** Removes a folder with all that is in it. */
    public static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void removeWhatIsLeft() {
        // Brokers that write would bring files back.
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        try {
            remove(root);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + root);
        }
    }

    @Override
    public void close() throws IOException {
        remove(root);
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
