package slipstream.alerting.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Templates spelt out in a file: one in each line, and in it {@code ⏎} for a line feed. */
final class TemplateCases {
    private TemplateCases() {}

    static List<String> read(String file) throws IOException {
        try (InputStream stream = TemplateCases.class.getResourceAsStream(file)) {
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("\n", -1))
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(line -> line.replace("⏎", "\n"))
                    .toList();
        }
    }
}
