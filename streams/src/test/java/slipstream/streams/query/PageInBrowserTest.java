package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** What a person reads on the page, in a real browser. */
class PageInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final int GROUPS = 30;

    private static RunningServer server;
    private static ChromeDriver browser;

    @BeforeAll
    static void open() throws IOException {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            System.out.println(
                    "SKIPPED: the page was not looked at, because chromium and chromium-driver are not installed");
            Assumptions.abort("chromium and chromium-driver are not installed");
        }
        server = RunningServer.start();
        server.definitions.addAll(RichScene.definitions());
        server.rules.addAll(RichScene.rules());
        RichScene.tell(server.view, Sample.T0, GROUPS);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-proxy-server",
                "--window-size=1360,2000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        browser = new ChromeDriver(service, options);
        browser.get("http://127.0.0.1:" + server.port() + "/");
        await().atMost(Duration.ofSeconds(20)).until(() -> rowOf("jobs-success").isPresent());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void groupedSloShowsItsWorstGroup_andOpensAListWithTheWorstFirst() {
        WebElement row = rowOf("jobs-success").orElseThrow();
        assertThat(text(row)).contains("worst of 30: resize-image, eu-west").contains("overspent by 30 %");

        open(row);
        List<String> groups = groupNames(row);
        assertThat(groups).hasSize(20);
        assertThat(groups.subList(0, 2)).containsExactly("resize-image", "send-mail");
        List<String> lines = texts(row, ".group-row");
        assertThat(lines.get(0)).contains("page");
        assertThat(lines.get(1)).contains("(none)").contains("ok");

        row.findElement(By.cssSelector(".all-groups")).click();
        await().atMost(Duration.ofSeconds(10)).until(() -> groupNames(row).size() == GROUPS);
        assertThat(row.findElements(By.cssSelector(".all-groups"))).isEmpty();
    }

    @Test
    void budgetThatRunsOutSaysWhen() {
        assertThat(text(rowOf("search-latency").orElseThrow()))
                .contains("26.8 % of 30d")
                .contains("empty in 3 d 4 h");
        assertThat(text(rowOf("catalogue-availability").orElseThrow())).doesNotContain("empty in");
    }

    @Test
    void meanStandsBesideThePercentile() {
        assertThat(text(rowOf("search-latency").orElseThrow()))
                .contains("540 ms")
                .contains("mean 200 ms");
    }

    @Test
    void compositeShowsTheBudgetOfAllPartsFirst_andTheWindowsOfEach() {
        WebElement row = rowOf("checkout-journey").orElseThrow();
        assertThat(text(row)).contains("all together").contains("31 % of 30d");
        assertThat(texts(row, "tr:not(.detail) .promise")).containsExactly("all together", "answers", "is fast");

        open(row);

        assertThat(texts(row, ".windows caption")).containsExactly("Events, answers", "Events, is fast");
    }

    @Test
    void maintenanceAndGapsAreShown_whereThereWereAny() {
        WebElement patched = rowOf("catalogue-availability").orElseThrow();
        open(patched);
        assertThat(texts(patched, ".windows"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Excluded")
                .contains("Raw ratio")
                .contains("7 200")
                .contains("Coverage")
                .contains("99.9 %");

        WebElement search = rowOf("search-latency").orElseThrow();
        open(search);
        assertThat(texts(search, ".windows"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("Mean")
                .doesNotContain("Excluded")
                .doesNotContain("Coverage");
    }

    @Test
    void silenceSaysSinceWhen() {
        assertThat(text(rowOf("backup-success").orElseThrow()))
                .contains("no evidence")
                .containsPattern("no data since .*19 Nov");
    }

    @Test
    void alertOfARuleStandsAmongTheAlerts_withItsNameAndSummary() {
        assertThat(texts(browser, "#firing .alert"))
                .anySatisfy(alert -> assertThat(alert)
                        .contains("SearchMeanIsHigh")
                        .contains("mean of 512 over 5m, more than 300")
                        .contains("for 7 min"));
    }

    @Test
    void browserHasNothingToComplainOf() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(entry -> Map.entry(entry.getLevel(), entry.getMessage()))
                .isEmpty();
    }

    private static Optional<WebElement> rowOf(String slo) {
        return browser.findElements(By.cssSelector("#slos > tbody")).stream()
                .filter(body -> body.findElement(By.cssSelector(".toggle"))
                        .getDomAttribute("title")
                        .equals(slo))
                .findFirst();
    }

    private static void open(WebElement row) {
        WebElement toggle = row.findElement(By.cssSelector(".toggle"));
        if ("false".equals(toggle.getDomAttribute("aria-expanded"))) {
            toggle.click();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !row.findElements(By.cssSelector(".windows")).isEmpty());
    }

    private static List<String> groupNames(WebElement row) {
        return texts(row, ".group-row > th");
    }

    /** Read anew when it changed meanwhile: the page replaces the details of a row whenever there are new figures. */
    private static List<String> texts(SearchContext within, String selector) {
        return await().atMost(Duration.ofSeconds(10))
                .ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> within.findElements(By.cssSelector(selector)).stream()
                                .map(PageInBrowserTest::text)
                                .toList(),
                        texts -> true);
    }

    /** As it is read: numbers are written with narrow spaces. */
    private static String text(WebElement element) {
        return element.getText().replace('\u202f', ' ');
    }
}
