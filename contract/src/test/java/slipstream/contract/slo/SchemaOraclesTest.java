package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static slipstream.contract.slo.SchemaCheck.objections;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON Schema and the reader say the same about the documents that others wrote. */
class SchemaOraclesTest {
    @Test
    void theDocumentsOfOthersThatTheReaderTakesPassTheSchemaToo() throws IOException {
        List<String> refused = new ArrayList<>();
        int passed = 0;
        for (OpenSloOracle oracle : OpenSloOracle.manifest()) {
            if (!oracle.isValid()) {
                continue;
            }
            List<String> objections = objections(oracle.text());
            if (objections.isEmpty()) {
                passed++;
            } else {
                refused.add(oracle.file() + ": " + objections);
            }
        }

        assertThat(refused).isEmpty();
        assertThat(passed).isEqualTo(30);
    }

    @Test
    void mostDocumentsOfOthersThatTheReaderRefusesFailTheSchemaToo() throws IOException {
        List<String> passed = new ArrayList<>();
        for (OpenSloOracle oracle : OpenSloOracle.manifest()) {
            if (!oracle.isValid() && objections(oracle.text()).isEmpty()) {
                passed.add(oracle.file());
            }
        }

        assertThat(passed).isEmpty();
    }
}
