package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script, run by the machine's own shell from another folder, in a copy of the tree whose path has spaces. Java
 * and Maven are small scripts that say what they were asked, so a case takes milliseconds and needs no old JDK.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherScriptTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> TOOLS =
            List.of("sh", "sed", "head", "tail", "sort", "find", "dirname", "readlink", "rm", "cat", "touch");

    @TempDir
    private Path machine;

    private Path tree;
    private Path script;
    private Path jar;
    private Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void layOutATree() throws IOException {
        tree = machine.resolve("a tree with spaces");
        jar = tree.resolve("app/target/slipstream.jar");
        Files.createDirectories(tree.resolve("app/src/main/java"));
        Files.createDirectories(jar.getParent());
        Files.createDirectories(tree.resolve(".mvn"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        Files.writeString(tree.resolve("app/pom.xml"), "<project/>");
        Files.writeString(tree.resolve("app/src/main/java/Main.java"), "class Main {}");
        script = Files.copy(Path.of("..", "slipstream"), tree.resolve("slipstream"));
        setAge(T0);
        tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : TOOLS) {
            executable(tools.resolve(tool), "exec " + find(tool) + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
    }

    @Test
    void jarIsRunWithTheArguments_whenItIsNewerThanTheSources() throws Exception {
        layOutJdk("jdk", "17");
        layOutJar(T0.plusSeconds(1));

        Outcome outcome = launch("up", "--config", "a folder");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).isEqualTo("java[jdk] <-jar><" + jar.toRealPath() + "><up><--config><a folder>\n");
    }

    @Test
    void jarIsFound_whenTheScriptIsCalledThroughALink() throws Exception {
        layOutJdk("jdk", "17");
        layOutJar(T0.plusSeconds(1));
        script = Files.createSymbolicLink(machine.resolve("link"), Path.of("a tree with spaces/slipstream"));

        assertThat(launch("check").output()).contains("<" + jar.toRealPath() + "><check>");
    }

    @Test
    void javaOptionsArePassedAsSeparateWords() throws Exception {
        layOutJdk("jdk", "17");
        layOutJar(T0.plusSeconds(1));
        environment.put("SLIPSTREAM_JAVA_OPTS", "-Xmx1g -Dx=y");

        assertThat(launch("try").output()).contains("<-Xmx1g><-Dx=y><-jar>");
    }

    @Test
    void jarIsBuiltFirst_whenItIsNotThere() throws Exception {
        layOutJdk("jdk", "21");
        layOutMaven("3.8.7", 0);

        Outcome outcome = launch("try");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output())
                .contains("first use, building")
                .contains("mvn in " + tree.toRealPath())
                .contains("<-DskipTests><package>")
                .endsWith("java[jdk] <-jar><" + jar.toRealPath() + "><try>\n");
    }

    @Test
    void jarIsBuiltAgain_whenASourceIsNewer() throws Exception {
        layOutJdk("jdk", "17");
        layOutMaven("4.0.0", 0);
        layOutJar(T0.plusSeconds(1));
        Files.setLastModifiedTime(tree.resolve("app/src/main/java/Main.java"), FileTime.from(T0.plusSeconds(60)));

        assertThat(launch("try").output()).contains("sources have changed, building");
    }

    @Test
    void nothingIsBuilt_whenTheCheckIsSkipped() throws Exception {
        layOutJdk("jdk", "17");
        layOutJar(T0.minusSeconds(60));
        environment.put("SLIPSTREAM_SKIP_BUILD", "1");

        assertThat(launch("try").output()).startsWith("java[jdk]").doesNotContain("building");
    }

    @Test
    void oldJarIsNotRun_whenTheBuildFails() throws Exception {
        layOutJdk("jdk", "17");
        layOutMaven("3.9.9", 1);
        layOutJar(T0.minusSeconds(60));

        Outcome outcome = launch("try");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("the build failed").doesNotContain("java[jdk]");
        assertThat(jar).doesNotExist();
    }

    @Test
    void wayToGetAJdkIsTold_whenThereIsNone() throws Exception {
        Outcome outcome = launch("try");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("a JDK 17 or newer is needed.")
                .contains("apt install")
                .contains("brew install");
    }

    @Test
    void oldJavaIsNamed_whenThereIsNoOther() throws Exception {
        layOutJdk("jdk", "1.8");

        assertThat(launch("try").output())
                .contains("a JDK 17 or newer is needed; found only: ")
                .contains("(Java 1)");
    }

    @Test
    void javaHomeComesFirst_andThePathIsTheFallback() throws Exception {
        layOutJdk("on the path", "17");
        layOutJar(T0.plusSeconds(1));

        environment.put("JAVA_HOME", jdk("at home", "21").toString());
        String homeIsNewEnough = launch("try").output();
        environment.put("JAVA_HOME", jdk("old home", "11").toString());
        String homeIsTooOld = launch("try").output();

        assertThat(homeIsNewEnough).startsWith("java[at home]");
        assertThat(homeIsTooOld).startsWith("java[on the path]");
    }

    @Test
    void wayToGetMavenIsTold_whenABuildIsNeededAndThereIsNone() throws Exception {
        layOutJdk("jdk", "17");

        Outcome outcome = launch("try");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("there is no mvn on the path").contains("apt install maven");
    }

    @Test
    void oldMavenIsNamed() throws Exception {
        layOutJdk("jdk", "17");
        layOutMaven("3.8.6", 0);

        assertThat(launch("try").output()).contains("Maven 3.8.7 or newer, and this is Maven 3.8.6");
    }

    @Test
    void runtimeWithoutCompilerIsNamed_whenABuildIsNeeded() throws Exception {
        layOutJdk("jre", "17");
        Files.delete(machine.resolve("jre/bin/javac"));

        assertThat(launch("try").output()).contains("is only a runtime (it has no javac)");
    }

    @Test
    void benchmarksAreRunWithTheirOwnClassPath_whenTheyAreNewerThanTheSources() throws Exception {
        layOutJdk("jdk", "17");
        layOutBenchmarks(T0.plusSeconds(1));

        Outcome outcome = launch("bench", "--events", "5");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output())
                .startsWith(
                        "java[jdk] <-cp><" + tree.toRealPath() + "/bench/target/slipstream-bench.jar:one.jar:two.jar>")
                .endsWith("<slipstream.bench.BenchCommand><--events><5>\n");
    }

    @Test
    void benchmarksAreBuiltFirst_whenASourceIsNewer() throws Exception {
        layOutJdk("jdk", "17");
        layOutMaven("3.9.9", 0);
        layOutBenchmarks(T0.plusSeconds(1));
        Files.setLastModifiedTime(tree.resolve("app/src/main/java/Main.java"), FileTime.from(T0.plusSeconds(60)));

        Outcome outcome = launch("bench");

        assertThat(outcome.output())
                .contains("sources have changed, building")
                .contains("<-Pbench><-pl><bench><-am>")
                .endsWith("<slipstream.bench.BenchCommand>\n");
    }

    @Test
    void checkoutIsAskedFor_whenThereAreNoSourcesOfTheBenchmarks() throws Exception {
        layOutJdk("jdk", "17");

        Outcome outcome = launch("bench");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("bench needs a checkout of the sources");
    }

    private void layOutBenchmarks(Instant modified) throws IOException {
        Path target = Files.createDirectories(tree.resolve("bench/target"));
        Files.writeString(tree.resolve("bench/pom.xml"), "<project/>");
        Files.setLastModifiedTime(tree.resolve("bench/pom.xml"), FileTime.from(T0));
        Files.writeString(target.resolve("slipstream-bench.jar"), "a jar");
        Path classpath = Files.writeString(target.resolve("classpath"), "one.jar:two.jar");
        Files.setLastModifiedTime(classpath, FileTime.from(modified));
    }

    private void layOutJar(Instant modified) throws IOException {
        Files.writeString(jar, "a jar");
        Files.setLastModifiedTime(jar, FileTime.from(modified));
    }

    private void layOutJdk(String name, String version) throws IOException {
        Path home = jdk(name, version);
        Files.createSymbolicLink(tools.resolve("java"), home.resolve("bin/java"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(machine.resolve(name).resolve("bin"));
        executable(
                bin.resolve("java"),
                "if [ \"$1\" = -XshowSettings:properties ]; then",
                "  echo 'Picked up JAVA_TOOL_OPTIONS: -Dnoise' >&2",
                "  echo '    java.home = " + bin.getParent() + "' >&2",
                "  echo '    java.specification.version = " + version + "' >&2",
                "  exit 0",
                "fi",
                "printf 'java[" + name + "] '; printf '<%s>' \"$@\"; echo");
        executable(bin.resolve("javac"), "exit 0");
        return bin.getParent();
    }

    private void layOutMaven(String version, int status) throws IOException {
        executable(
                tools.resolve("mvn"),
                "case \"$*\" in *-v) printf '\\033[1mApache Maven " + version + "\\033[m (x)\\n'; exit 0 ;; esac",
                "printf 'mvn in %s ' \"$PWD\"; printf '<%s>' \"$@\"; echo",
                "[ " + status + " = 0 ] && touch app/target/slipstream.jar",
                "case \"$*\" in *-Pbench*) echo one.jar >bench/target/classpath ;; esac",
                "exit " + status);
    }

    private static void executable(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Every file and folder of the tree is as old as this. */
    private void setAge(Instant modified) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(modified));
            }
        }
    }

    private static Path find(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no " + tool));
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(machine.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private record Outcome(int status, String output) {}
}
