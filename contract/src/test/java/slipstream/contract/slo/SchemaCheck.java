package slipstream.contract.slo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The JSON Schema at work on documents that are read as editors read them. */
final class SchemaCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DefinitionsReader.schema(), InputFormat.JSON);

    private SchemaCheck() {}

    /** What the schema finds wrong with a text of definitions. */
    static List<String> objections(String yaml) {
        List<String> objections = new ArrayList<>();
        for (JsonNode document : documents(yaml)) {
            for (Error error : SCHEMA.validate(document)) {
                objections.add(error.toString());
            }
        }
        return objections;
    }

    static List<JsonNode> documents(String yaml) {
        List<JsonNode> documents = new ArrayList<>();
        Consumer<Object> add = value -> documents.add(JSON.valueToTree(value));
        for (Object document : plainYaml().loadAll(yaml)) {
            if (document instanceof List<?> list) {
                list.forEach(add);
            } else if (document != null) {
                add.accept(document);
            }
        }
        return documents;
    }

    /** As editors read YAML: a time is text. */
    private static Yaml plainYaml() {
        Resolver resolver = new Resolver() {
            @Override
            public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
                if (!tag.equals(Tag.TIMESTAMP)) {
                    super.addImplicitResolver(tag, regexp, first, limit);
                }
            }
        };
        LoaderOptions options = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, resolver);
    }
}
