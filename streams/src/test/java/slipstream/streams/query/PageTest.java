package slipstream.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page as it is served; what it does in a browser is tested in the app module. */
class PageTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href|from)\\s*=?\\s*\"(\\.?/[\\w.-]*)\"");
    private static RunningServer server;
    private static final Map<String, HttpResponse<String>> FILES = new LinkedHashMap<>();

    @BeforeAll
    static void readThePageAndAllItRefersTo() throws IOException, InterruptedException {
        server = RunningServer.start();
        Deque<String> toRead = new ArrayDeque<>();
        toRead.add("/");
        while (!toRead.isEmpty()) {
            String path = toRead.remove();
            HttpResponse<String> file = server.get(path);
            FILES.put(path, file);
            Matcher reference = REFERENCE.matcher(file.body());
            while (reference.find()) {
                String next = reference.group(1).replaceFirst("^\\./", "/");
                if (!FILES.containsKey(next) && !toRead.contains(next)) {
                    toRead.add(next);
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyFileThePageRefersToIsServed_withItsType() {
        assertThat(FILES)
                .containsKeys(
                        "/",
                        "/page.css",
                        "/page.js",
                        "/words.js",
                        "/slos.js",
                        "/detail.js",
                        "/alerts.js",
                        "/source.js");
        FILES.forEach((path, file) -> {
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(file.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .startsWith(type(path));
            assertThat(file.body()).as(path).isNotBlank();
        });
    }

    @Test
    void everyFileThatIsServedIsUsed() {
        assertThat(PageResource.all()).extracting(Resource::path).allMatch(FILES::containsKey);
    }

    @Test
    void nothingComesFromElsewhere() {
        FILES.forEach((path, file) -> assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                .as(path)
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("@import"));
    }

    @Test
    void pageNeedsNothingInline_whichItsPolicyForbids() {
        String page = FILES.get("/").body();

        assertThat(page)
                .doesNotContain("<style")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son\\w+=");
        assertThat(page).doesNotContainPattern("<script(?![^>]*\\ssrc=)");
    }

    @Test
    void scriptsNeverTurnDataIntoMarkup() {
        FILES.forEach((path, file) -> assertThat(file.body())
                .as(path)
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function"));
    }

    @Test
    void elementsTheScriptsLookForAreOnThePage() {
        Pattern wanted = Pattern.compile("getElementById\\(\"([\\w-]+)\"\\)");
        FILES.forEach((path, file) -> {
            Matcher id = wanted.matcher(file.body());
            while (id.find()) {
                assertThat(FILES.get("/").body()).as(path).contains("id=\"" + id.group(1) + "\"");
            }
        });
    }

    @Test
    void addressesTheScriptsAskAreResources() throws Exception {
        Pattern asked = Pattern.compile("\"(/api/v1/(?!events)[a-z]+)\"");

        Set<String> addresses = new TreeSet<>();
        FILES.forEach(
                (path, file) -> asked.matcher(file.body()).results().forEach(found -> addresses.add(found.group(1))));

        assertThat(addresses).contains("/api/v1/alerts", "/api/v1/slos");
        for (String address : addresses) {
            assertThat(server.get(address).statusCode()).isEqualTo(200);
        }
    }

    private static String type(String path) {
        if (path.endsWith(".css")) {
            return "text/css";
        }
        if (path.endsWith(".js")) {
            return "text/javascript";
        }
        if (path.endsWith(".svg")) {
            return "image/svg+xml";
        }
        if (path.startsWith("/api/") || path.startsWith("/health/")) {
            return "application/json";
        }
        return path.equals("/metrics") ? "text/plain" : "text/html";
    }
}
