package slipstream.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random trees of routes: ours leads where amtool says that Alertmanager would. Skipped where there is no amtool. */
class AmtoolRoutesTest {
    private static final int TREES = 250;
    private static final List<String> NAMES = List.of("team", "severity", "service", "zone");
    private static final List<String> VALUES = List.of("a", "b", "ab", "ops", "x y", "");
    private static final List<String> PATTERNS = List.of("a|b", "a.*", ".+", ".*", "[ab]+", "(a|ops)", "a.?b?");
    private static final List<String> SIGNS = List.of("=", "!=", "=~", "!~");

    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void randomTreesLeadWhereAmtoolSays() throws IOException, InterruptedException {
        assumeTrue(isOnThePath("amtool"), "skipped: amtool is not installed (Debian: prometheus-alertmanager)");
        for (int seed = 0; seed < TREES; seed++) {
            Random random = new Random(seed);
            List<String> receivers = new ArrayList<>();
            String tree = routes(random, receivers, 0, "  ");
            String yaml = "route:\n  receiver: root\n" + tree + "receivers:\n- name: root\n"
                    + receivers.stream().map(name -> "- name: " + name + "\n").collect(Collectors.joining());
            Path file = Files.writeString(folder.resolve("alertmanager.yml"), yaml);
            Map<String, String> labels = labels(random);

            List<String> ours = RoutingFiles.read(yaml).root().match(labels).stream()
                    .map(Route::receiver)
                    .toList();

            assertThat(ours).as("seed %d: %s through%n%s", seed, labels, yaml).isEqualTo(amtool(file, labels));
        }
    }

    private static String routes(Random random, List<String> receivers, int depth, String indent) {
        int children = depth == 3 ? 0 : random.nextInt(4);
        if (children == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(indent).append("routes:\n");
        for (int i = 0; i < children; i++) {
            String name = "r" + receivers.size();
            receivers.add(name);
            text.append(indent).append("- receiver: ").append(name).append('\n');
            text.append(indent)
                    .append("  continue: ")
                    .append(random.nextBoolean())
                    .append('\n');
            text.append(indent).append("  matchers:\n");
            for (int m = random.nextInt(2); m >= 0; m--) {
                text.append(indent).append("  - '").append(matcher(random)).append("'\n");
            }
            text.append(routes(random, receivers, depth + 1, indent + "  "));
        }
        return text.toString();
    }

    private static String matcher(Random random) {
        String sign = pick(random, SIGNS);
        String value = pick(random, sign.contains("~") ? PATTERNS : VALUES);
        return pick(random, NAMES) + sign + "\"" + value + "\"";
    }

    private static Map<String, String> labels(Random random) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : NAMES) {
            String value = pick(random, VALUES);
            if (random.nextBoolean() && !value.isEmpty()) {
                labels.put(name, value);
            }
        }
        labels.put("alertname", "x");
        return labels;
    }

    private static String pick(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> amtool(Path file, Map<String, String> labels) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("amtool", "config", "routes", "test", "--config.file", file.toString()));
        labels.forEach((name, value) -> command.add(name + "=\"" + value + "\""));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return List.of(said.split(",", -1));
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
