package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The JSON Schema by itself: whole, without leftovers, and with a word on each key. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyReferenceOfTheSchemaLeadsSomewhere_andEveryDefinitionIsUsed() throws IOException {
        String text = DefinitionsReader.schema();
        JsonNode definitions = JSON.readTree(text).get("$defs");

        List<String> references = Pattern.compile("#/\\$defs/(\\w+)")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(references).hasSizeGreaterThan(40).allMatch(definitions::has);
        definitions.fieldNames().forEachRemaining(name -> assertThat(references).contains(name));
    }

    /** An editor shows the description of a key where it stands. */
    @Test
    void everyKeyIsDescribed() throws IOException {
        JsonNode root = JSON.readTree(DefinitionsReader.schema());
        List<String> described = new ArrayList<>();
        List<String> bare = new ArrayList<>();

        collect(root, root, described, bare);

        assertThat(bare).isEmpty();
        assertThat(described).hasSizeGreaterThan(120);
    }

    /** Walks through the schema; an object that names all its keys is one whose keys people write. */
    private static void collect(JsonNode root, JsonNode at, List<String> described, List<String> bare) {
        if (at.has("properties") && at.path("additionalProperties").isBoolean()) {
            at.get("properties")
                    .properties()
                    .forEach(key -> (isDescribed(root, key.getValue()) ? described : bare).add(key.getKey()));
        }
        at.forEach(child -> collect(root, child, described, bare));
    }

    private static boolean isDescribed(JsonNode root, JsonNode key) {
        if (key.has("description")) {
            return true;
        }
        String reference = key.path("$ref").asText();
        return !reference.isEmpty()
                && isDescribed(root, root.get("$defs").get(reference.substring(reference.lastIndexOf('/') + 1)));
    }
}
