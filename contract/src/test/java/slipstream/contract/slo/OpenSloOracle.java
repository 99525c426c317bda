package slipstream.contract.slo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the manifest says of a file of OpenSLO documents that others wrote: whether each reading accepts it, and where it is at fault. The
 * files lie beside the repository and are not part of it; without them a test that asks for them is skipped.
 */
record OpenSloOracle(String file, boolean isStrictlyValid, boolean isValid, List<String> faults) {
    static List<OpenSloOracle> manifest() throws IOException {
        List<OpenSloOracle> files = new ArrayList<>();
        for (JsonNode file :
                new ObjectMapper().readTree(folder().resolve("manifest.json").toFile())) {
            List<String> faults = new ArrayList<>();
            file.get("documents")
                    .forEach(document -> document.get("errors")
                            .forEach(error -> faults.add(error.get("path").asText())));
            files.add(new OpenSloOracle(
                    file.get("file").asText(),
                    file.get("strict_valid").asBoolean(),
                    file.get("spec_text_valid").asBoolean(),
                    faults));
        }
        return files;
    }

    static Path folder() {
        Optional<Path> found = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            found = Optional.of(at.resolve("shared/oracles/openslo")).filter(Files::isDirectory);
        }
        assumeTrue(found.isPresent(), "skipped: there is no shared/oracles/openslo beside this repository");
        return found.get();
    }

    String text() throws IOException {
        return Files.readString(folder().resolve(file));
    }
}
