package slipstream.contract.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The JSON Schema and the reader say the same: about the examples of the README, the documents of others, and what is wrong with them. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DefinitionsReader.schema(), InputFormat.JSON);

    @Test
    void theExamplesOfTheReadmeAreRight_byReaderAndSchema() throws IOException {
        Documents read = Documents.read(examples());

        assertThat(read.problems()).isEmpty();
        assertThat(read.definitions())
                .extracting(slo -> slo.id().name())
                .containsExactly("checkout-availability", "checkout-experience", "checkout-recovery");
        assertThat(read.catalogue().rules()).hasSize(4);
        assertThat(objections(examples())).isEmpty();
    }

    @Test
    void theReadmeHasAnExampleOfEveryKind() throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        for (JsonNode document : documents(examples())) {
            shown.add(document.get("apiVersion").asText() + " "
                    + document.get("kind").asText());
        }

        assertThat(shown)
                .containsExactlyElementsOf(new TreeSet<>(Arrays.stream(Kind.values())
                        .map(kind ->
                                (kind.isOpenSlo() ? DefinitionsReader.API_VERSION : DefinitionsReader.EXTENSION_VERSION)
                                        + " " + kind.word())
                        .toList()));
    }

    @Test
    void theDocumentsOfOthersThatTheReaderTakesPassTheSchemaToo() throws IOException {
        List<String> refused = new ArrayList<>();
        int passed = 0;
        for (JsonNode file : JSON.readTree(oracles().resolve("manifest.json").toFile())) {
            if (!file.get("spec_text_valid").asBoolean()) {
                continue;
            }
            String name = file.get("file").asText();
            List<String> objections = objections(Files.readString(oracles().resolve(name)));
            if (objections.isEmpty()) {
                passed++;
            } else {
                refused.add(name + ": " + objections);
            }
        }

        assertThat(refused).isEmpty();
        assertThat(passed).isEqualTo(30);
    }

    @Test
    void mostDocumentsOfOthersThatTheReaderRefusesFailTheSchemaToo() throws IOException {
        List<String> passed = new ArrayList<>();
        for (JsonNode file : JSON.readTree(oracles().resolve("manifest.json").toFile())) {
            String name = file.get("file").asText();
            if (!file.get("spec_text_valid").asBoolean()
                    && objections(Files.readString(oracles().resolve(name))).isEmpty()) {
                passed.add(name);
            }
        }

        assertThat(passed).isEmpty();
    }

    /** A tilde stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // A key renamed.
                "service: checkout | servce: checkout",
                "budgetingMethod: Occurrences | budgetMethod: Occurrences",
                "objectives: [{target: 0.999}] | objectives: [{taget: 0.999}]",
                "ratioMetric: {counter | ratioMetrics: {counter",
                "selector: service == 'checkout', groupBy | selectr: service == 'checkout', groupBy",
                "groupBy: [route] | groupby: [route]",
                "isRolling: true | rolling: true",
                "timeZone: Europe/Berlin}}] | timezone: Europe/Berlin}}]",
                "timeSliceWindow: 1m | timesliceWindow: 1m",
                "thresholdMetric | threshholdMetric",
                "conditionRef | condition",
                "lookbackWindow | lookback",
                "spec: {target: pagerduty} | spec: {targets: pagerduty}",
                "budgetPercent: 2 | percent: 2",
                "budgetLeft: {below: 25%} | budgetLeft: {under: 25%}",
                "aggregate: errorRatio | aggregation: errorRatio",
                "consecutive: {count | consecutive: {times",
                "increase: {by | increase: {of",
                "limit: 125000 | maximum: 125000",
                "schedule: first sunday 02:00-04:00 | when: first sunday 02:00-04:00",
                "rrule: | rule:",
                "reason: | because:",
                "recoverWithin: | within:",
                "description: Where people pay. | desc: Where people pay.",
                // A required key removed.
                "`  name: checkout-availability` | `  displayName: checkout`",
                "timeSliceTarget: 0.95, | ``",
                "severity: ticket, budgetLeft | budgetLeft",
                "severity: critical | description2: x",
                "op: gt, value: 5% | value: 5%",
                "op: lt, value: 500, target: 0.99, | op: lt, value: 500,",
                "period: {duration: 1M, timeZone: UTC} | period: {timeZone: UTC}",
                "startTime: 2026-01-01 00:00:00, | ``",
                ", threshold: 10 | ``",
                ", to: 2026-03-01T10:30:00Z | ``",
                "{type: slipstream} | {description: x}",
                // A wrong type.
                "target: 0.999 | target: most",
                "target: 0.999 | target: 99.9",
                "objectives: [{target: 0.999}] | objectives: {target: 0.999}",
                "maxGroups: 50 | maxGroups: many",
                "groupBy: [route] | groupBy: route",
                "counter: true | counter: maybe",
                "alertWhenNoData: true | alertWhenNoData: please",
                "budgetingMethod: Occurrences | budgetingMethod: Events",
                "minBadEvents: 5 | minBadEvents: 5.5",
                "duration: 30d | duration: thirty days",
                "lookbackWindow: 1h | lookbackWindow: 1",
                "value: 5% | value: five",
                "count: 3, | count: three,",
                "count: 3, | count: 1000,",
                "by: 50MB | by: 50 elephants",
                "schedule: first sunday 02:00-04:00 | schedule: whenever",
                "FREQ=YEARLY | FREQ=HOURLY",
                "services: [checkout] | services: checkout",
                "services: [checkout], schedule | services: [], schedule",
                "from: 2026-03-01T10:00:00Z | from: yesterday",
                "severities: [critical] | severities: critical",
                "alertPolicies: [{alertPolicyRef: checkout-budget}, | alertPolicies: [checkout-budget,",
                "kind: burnrate | kind: ratio",
                "labels: {team: payments} | labels: payments",
                "basis: budgetShare | basis: share",
                "compositeWeight: 2 | compositeWeight: 0",
                // Both of an exclusive pair.
                "objectives: [{target: 0.999}] | objectives: [{target: 0.999, targetPercent: 99.9}]",
                "bad: {metricSource: {spec: {selector: status >= 500}}} | bad: {metricSource: {spec: {selector: status >= 500}}}, good: {metricSource: {spec: {selector: status < 500}}}",
                "ratioMetric: {counter: true, | thresholdMetric: {metricSource: {spec: {selector: x, value: y}}}, ratioMetric: {counter: true,",
                "budgetPercent: 2} | budgetPercent: 2, factor: 3}",
                "{severity: ticket, budgetLeft: {below: 25%}} | {severity: ticket, budgetLeft: {below: 25%}, noData: {within: 5m}}",
                "`  bad: status >= 500~` | `  bad: status >= 500~  good: status < 500~`",
                "schedule: first sunday 02:00-04:00, | `schedule: first sunday 02:00-04:00, once: {from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z},`",
                "{duration: 30d, isRolling: true} | `{duration: 30d, isRolling: true, calendar: {startTime: 2026-01-01 00:00:00, timeZone: UTC}}`",
                "[{duration: 30d, isRolling: true}] | `[{duration: 30d, isRolling: true}, {duration: 7d, isRolling: true}]`",
                "`  service: checkout~  timeWindow` | `  service: checkout~  indicatorRef: checkout-errors~  timeWindow`",
                "[{conditionRef: burns-fast}] | `[{conditionRef: burns-fast}, {conditionRef: burns-fast}]`",
                // What one thing asks of another.
                "`  bad: status >= 500~` | ``",
                "`  value: value~` | ``",
                "lanes: [target, location], | ``",
                "groupBy: [route], maxGroups | maxGroups",
                "slos: [checkout-availability], | ``",
                // A kind of the other version, or of none.
                "kind: IncidentObjective | kind: SLO",
                "kind: Correction | kind: Corection",
                "`apiVersion: openslo/v1~kind: SLI` | `apiVersion: slipstream/v1~kind: SLI`",
                "`apiVersion: openslo/v1~kind: SLI` | `apiVersion: openslo/v2alpha~kind: SLI`"
            })
    void whatTheReaderRefusesTheSchemaRefusesToo(String from, String to) throws IOException {
        String mutated = Documents.replaced(examples(), from.replace('~', '\n'), to.replace('~', '\n'));

        assertThat(Documents.read(mutated).errors()).as("the reader").isNotEmpty();
        assertThat(objections(mutated)).as("the schema").isNotEmpty();
    }

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

    private List<String> objections(String yaml) {
        List<String> objections = new ArrayList<>();
        for (JsonNode document : documents(yaml)) {
            for (Error error : schema.validate(document)) {
                objections.add(error.toString());
            }
        }
        return objections;
    }

    private static List<JsonNode> documents(String yaml) {
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

    private static String examples() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String definitions = readme.substring(readme.indexOf("## Definitions"));
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(definitions)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining("---\n"));
    }

    private static Path oracles() {
        Optional<Path> found = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            found = Optional.of(at.resolve("shared/oracles/openslo")).filter(Files::isDirectory);
        }
        assumeTrue(found.isPresent(), "skipped: there is no shared/oracles/openslo beside this repository");
        return found.get();
    }
}
