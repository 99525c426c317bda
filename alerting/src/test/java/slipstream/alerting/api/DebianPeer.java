package slipstream.alerting.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of Debian's packages: the real amtool, Alertmanager or Prometheus. Tests are skipped where it is missing. */
record DebianPeer(String command) {
    static DebianPeer amtool() {
        return required("amtool", "prometheus-alertmanager");
    }

    static DebianPeer alertmanager() {
        return required("prometheus-alertmanager", "prometheus-alertmanager");
    }

    static DebianPeer prometheus() {
        return required("prometheus", "prometheus");
    }

    private static DebianPeer required(String command, String debianPackage) {
        boolean isThere = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
        assumeTrue(isThere, "skipped: " + command + " is not installed (Debian: " + debianPackage + ")");
        return new DebianPeer(command);
    }

    /** What a finished call said. */
    record Said(int exitCode, String output, String errors) {
        String successfully() {
            assertThat(exitCode).as(errors).isZero();
            return output.strip();
        }
    }

    /** Runs it to its end. */
    Said run(Path folder, String... arguments) throws IOException, InterruptedException {
        Process process = start(folder, arguments);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
        return new Said(process.exitValue(), text(folder, "output"), text(folder, "errors"));
    }

    /** Starts it; its output goes into files of the folder. */
    Process start(Path folder, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(folder.resolve("output").toFile());
        // No amtool.yml of the person who runs the tests.
        builder.environment().put("HOME", folder.toString());
        builder.directory(folder.toFile());
        return builder.start();
    }

    private static String text(Path folder, String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
