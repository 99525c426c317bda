package slipstream.contract.slo;

import java.util.List;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** What came of reading a text of definitions. */
record Documents(Catalogue catalogue, List<Problem> problems) {
    /** An SLO that is read without a remark; tests change a line of it. */
    static final String SLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: shop-availability
              displayName: Availability of the shop
              labels: {team: web, tier: ["1", "2"]}
              annotations: {runbook_url: "https://wiki.example/shop"}
            spec:
              description: Nearly all requests succeed.
              service: shop
              indicator:
                metadata: {name: requests}
                spec:
                  ratioMetric:
                    counter: true
                    total: {metricSource: {type: slipstream, spec: {selector: service == 'shop'}}}
                    good: {metricSource: {spec: {selector: service == 'shop' && status < 500}}}
              timeWindow:
                - duration: 30d
                  isRolling: true
              budgetingMethod: Occurrences
              objectives:
                - displayName: good
                  target: 0.999
            """;

    /** A latency SLO over an SLI document of its own. */
    static final String THRESHOLD = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop-latency}
            spec:
              service: shop
              indicatorRef: latency
              timeWindow: [{duration: 4w, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{op: lte, value: 250.5, targetPercent: 99}]
            ---
            apiVersion: openslo/v1
            kind: SLI
            metadata: {name: latency}
            spec:
              description: The time to the last byte.
              thresholdMetric:
                metricSource: {spec: {selector: service == 'shop', value: latencyMillis}}
            """;

    /** The standard SLO with a policy that is to be written below it. */
    static final String WITH_POLICY = SLO + "  alertPolicies: [{alertPolicyRef: mine}]\n";

    static Documents read(String text) {
        return read(text, Reading.LENIENT);
    }

    static Documents read(String text, Reading reading) {
        Problems problems = new Problems();
        Catalogue catalogue = DefinitionsReader.read(YamlReader.parse(text, "slo.yml", problems), problems, reading);
        return new Documents(catalogue, problems.all());
    }

    List<SloDefinition> definitions() {
        return catalogue.slos();
    }

    /** The standard SLO with one passage changed. */
    static Documents changed(String from, String to) {
        return read(replaced(SLO, from, to));
    }

    static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new AssertionError("'" + from + "' is not in the document");
        }
        return text.replace(from, to);
    }

    /** The policy for {@link #WITH_POLICY}, of our version and with several alerts. */
    static String extendedPolicy(String alerts) {
        return "---\n{apiVersion: slipstream/v1, kind: AlertPolicy, metadata: {name: mine, labels: {team: web, tier: one}}, spec: {alerts: ["
                + alerts + "]}}\n";
    }

    /** A rule about probes, of which only the rest of its {@code spec} is given. */
    static Documents rule(String spec) {
        return read(ruleHead("shop") + "  selector: type == 'probe'\n  " + spec + "\n");
    }

    /** The beginning of a rule, up to its selector. */
    static String ruleHead(String service) {
        return """
                apiVersion: slipstream/v1
                kind: AlertRule
                metadata: {name: rule}
                spec:
                  service: %s
                  severity: page
                """.formatted(service);
    }

    SloDefinition only() {
        if (definitions().size() != 1) {
            throw new AssertionError(definitions().size() + " definitions, problems: " + problems);
        }
        return definitions().get(0);
    }

    RuleDefinition onlyRule() {
        if (catalogue.rules().size() != 1) {
            throw new AssertionError(catalogue.rules().size() + " rules, problems: " + problems);
        }
        return catalogue.rules().get(0);
    }

    List<String> messages(Problem.Level level) {
        return problems.stream()
                .filter(problem -> problem.level() == level)
                .map(Problem::toString)
                .toList();
    }

    List<String> errors() {
        return messages(Problem.Level.ERROR);
    }

    List<String> warnings() {
        return messages(Problem.Level.WARNING);
    }
}
