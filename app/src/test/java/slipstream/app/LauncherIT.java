package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The README's first command as a stranger runs it: the jar, its words, its page in a browser, and its end. */
@Tag("broker")
class LauncherIT {
    private static final Path JAR = Path.of(System.getProperty("slipstream.jar", "target/slipstream.jar"));
    private static final Pattern PAGE = Pattern.compile("page\\s+(http://\\S+)");

    @TempDir
    private Path folder;

    @Test
    void tryShowsAnAlertThatFiresAndResolves_itsPageIsLive_andItEndsWhenAsked() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        long begun = System.nanoTime();
        Process process = start(said, "try", "--data", folder.resolve("try").toString(), "--port", "0");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            said.stream().anyMatch(line -> PAGE.matcher(line).find()));
            System.out.printf("try: ready after %.1f s%n", seconds(begun));
            await().atMost(Duration.ofSeconds(90)).until(() -> hasAlert(said, "firing"));
            System.out.printf("try: first alert after %.1f s%n", seconds(begun));
            lookAtThePage(page(said));
            await().atMost(Duration.ofSeconds(90)).until(() -> hasAlert(said, "resolved"));
            System.out.printf("try: resolved after %.1f s%n", seconds(begun));
        } finally {
            process.destroy();
            assertThat(process.waitFor(15, TimeUnit.SECONDS))
                    .as("it ends when asked")
                    .isTrue();
        }
    }

    @Test
    void checkExitsWithOne_andNamesFileLineAndTheLikelyKey_whenAKeyIsMisspelt() throws Exception {
        Path config = new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .folder();
        assertThat(exitCode("check", config.toString())).isZero();

        Path document = config.resolve("web-availability.yaml");
        Files.writeString(document, Files.readString(document).replace("budgetingMethod", "budgetingMethd"));
        List<String> said = new CopyOnWriteArrayList<>();
        Process process = start(said, "check", config.toString());

        assertThat(process.waitFor()).isEqualTo(1);
        await().until(() -> said.stream().anyMatch(line -> line.contains("1 warnings") || line.contains("errors")));
        assertThat(String.join("\n", said))
                .contains("web-availability.yaml:")
                .contains("did you mean 'budgetingMethod'?");
    }

    @Test
    void anAddressFromOutsideWithoutATokenIsRefusedAtStart() throws Exception {
        Path config = new TestConfiguration(folder.resolve("config"))
                .availability("web", "0.999")
                .folder();
        List<String> said = new CopyOnWriteArrayList<>();

        Process process = start(said, "up", "--config", config.toString(), "--listen", "0.0.0.0:0");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        await().until(() -> said.stream().anyMatch(line -> line.contains("without a token")));
    }

    private int exitCode(String... arguments) throws Exception {
        return start(new CopyOnWriteArrayList<>(), arguments).waitFor();
    }

    private Process start(List<String> said, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(() -> read(process, said), "output");
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private static void read(Process process, List<String> said) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                System.out.println("[slipstream] " + line);
            }
        } catch (IOException e) {
            // The process ended, and its output with it.
        }
    }

    private static boolean hasAlert(List<String> said, String state) {
        return said.stream()
                .anyMatch(line -> line.contains(state) && line.contains("page") && line.contains("checkout"));
    }

    private static String page(List<String> said) {
        return said.stream()
                .map(PAGE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static double seconds(long begunNanos) {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    private static void lookAtThePage(String url) throws IOException {
        Path chromium = Path.of("/usr/bin/chromium");
        Path driver = Path.of("/usr/bin/chromedriver");
        if (!Files.isExecutable(chromium) || !Files.isExecutable(driver)) {
            System.out.println(
                    "SKIPPED: the page was not looked at, because chromium and chromium-driver are not installed");
            Assumptions.abort("chromium and chromium-driver are not installed");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,900");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .build();
        ChromeDriver browser = new ChromeDriver(service, options);
        try {
            browser.get(url);
            await().atMost(Duration.ofSeconds(20)).until(() -> text(browser).contains("Checkout answers"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            text(browser).toLowerCase(java.util.Locale.ROOT).contains("firing"));
            Files.write(Path.of("target", "page-of-try.png"), browser.getScreenshotAs(OutputType.BYTES));
        } finally {
            browser.quit();
        }
    }

    private static String text(WebDriver browser) {
        return browser.findElement(By.tagName("body")).getText();
    }
}
