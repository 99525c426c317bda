package slipstream.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** Reads routings from text, as they would stand in a file. */
public final class RoutingFiles {
    private RoutingFiles() {}

    /** A routing without mistakes; receivers are those that the text lists. */
    public static Routing read(String yaml) {
        Problems problems = new Problems();
        Optional<Routing> routing = read(yaml, problems);
        assertThat(problems.all()).isEmpty();
        return routing.orElseThrow();
    }

    static Optional<Routing> read(String yaml, Problems problems) {
        Fields root = root(yaml, problems);
        Set<String> receivers = root.listOfFields("receivers").stream()
                .flatMap(receiver -> receiver.text("name").stream())
                .collect(Collectors.toSet());
        Optional<Routing> routing = RoutingReader.read(root, receivers);
        root.done();
        return routing;
    }

    static Fields root(String yaml, Problems problems) {
        try {
            Path file = Files.writeString(Files.createTempFile("alertmanager", ".yml"), yaml);
            try {
                return YamlReader.read(file, problems).get(0).asFields(problems).orElseThrow();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
