package slipstream.ingest.probe;

import java.nio.file.Path;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** Modules as they stand in a file. */
final class ProbeModules {
    private ProbeModules() {}

    /** One module; a problem that is an error fails the test. */
    static ProbeModule of(String yaml) {
        Problems problems = new Problems();
        ModulesReader read = read("m:\n" + yaml.indent(2), problems);
        problems.throwIfErrors();
        return read.byName().get("m");
    }

    static ModulesReader read(String yaml, Problems problems) {
        Fields fields = YamlReader.parse(yaml, "probes.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
        return ModulesReader.read(Optional.of(fields), Path.of(""));
    }
}
