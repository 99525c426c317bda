package slipstream.streams;

import java.util.List;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.classify.Definitions;

/** SLO documents for tests, read the way a user's are. */
public final class Slos {
    /** Requests of the service {@code web}: 99.9 % without a 5xx, over 30 days. */
    public static final String AVAILABILITY = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: web-availability}
            spec:
              service: web
              indicator:
                metadata: {name: web-good}
                spec:
                  ratioMetric:
                    total: {metricSource: {type: slipstream, spec: {selector: "service == 'web'"}}}
                    good: {metricSource: {type: slipstream, spec: {selector: "status < 500"}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.999}]
            """;

    /** 95 % of the requests of {@code web} in at most 300 ms. */
    public static final String LATENCY = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: web-latency}
            spec:
              service: web
              indicator:
                metadata: {name: web-fast}
                spec:
                  thresholdMetric:
                    metricSource: {type: slipstream, spec: {selector: "service == 'web'", value: latencyMillis}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{op: lte, value: 300, target: 0.95}]
            """;

    private Slos() {}

    /** Reads documents that must be free of errors. */
    public static Catalogue catalogue(String... documents) {
        Problems problems = new Problems();
        Catalogue catalogue = DefinitionsReader.read(
                YamlReader.parse(String.join("---\n", documents), "test.yaml", problems), problems);
        problems.throwIfErrors();
        return catalogue;
    }

    /** The SLOs of documents that must be free of errors. */
    public static List<SloDefinition> read(String... documents) {
        return catalogue(documents).slos();
    }

    /** The only rule of a document that must be free of errors. */
    public static RuleDefinition rule(String document) {
        List<RuleDefinition> rules = catalogue(document).rules();
        if (rules.size() != 1) {
            throw new AssertionError(rules.size() + " rules");
        }
        return rules.get(0);
    }

    /** Reads and compiles documents that must be free of errors. */
    public static Definitions compile(String... documents) {
        Problems problems = new Problems();
        Definitions definitions = Definitions.compile(catalogue(documents), problems);
        problems.throwIfErrors();
        return definitions;
    }
}
