package slipstream.bench;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.DefinitionsReader;
import slipstream.contract.slo.SloDefinition;

/** The documents and observations that are measured with, read the way a user's are. */
public final class Samples {
    /** A selector with a comparison of text, a prefix and two numbers. */
    public static final String SELECTOR =
            "service == 'checkout' && route.startsWith('/api/') && method == 'POST' && status < 500";

    private static final String SLO = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: %s}
            spec:
              service: %s
              indicator:
                metadata: {name: %s-good}
                spec:
                  ratioMetric:
                    total: {metricSource: {type: slipstream, spec: {selector: "service == '%s' && route == '%s'"}}}
                    good: {metricSource: {type: slipstream, spec: {selector: "status < 500"}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.999}]
            """;

    private Samples() {}

    /** 99.9 % of the requests of one route, over 30 days, with the standard burn windows. */
    public static SloDefinition availability() {
        return read(document("web-availability", "web", "/")).slos().get(0);
    }

    /** As many SLOs of one service, each for another route. */
    public static Catalogue ofOneService(int count) {
        return read(IntStream.range(0, count)
                .mapToObj(i -> document("checkout-" + i, "checkout", "/api/v1/cart/" + i))
                .collect(Collectors.joining("---\n")));
    }

    /** As many SLOs, each of another service. */
    public static Catalogue ofManyServices(int count) {
        return read(IntStream.range(0, count)
                .mapToObj(i -> i == 0
                        ? document("checkout-0", "checkout", "/api/v1/cart/0")
                        : document("service-" + i, "service-" + i, "/"))
                .collect(Collectors.joining("---\n")));
    }

    /** A request of the service {@code checkout} to the first of the routes. */
    public static RequestObservation request(long timeMillis, long sequence) {
        return new RequestObservation(
                new Origin("file:/var/log/nginx/access.log#9f3a", sequence),
                timeMillis,
                "checkout",
                "/api/v1/cart/0",
                "POST",
                200,
                123.456,
                Map.of("region", "eu-west"));
    }

    private static String document(String name, String service, String route) {
        return SLO.formatted(name, service, name, service, route);
    }

    private static Catalogue read(String documents) {
        Problems problems = new Problems();
        Catalogue catalogue = DefinitionsReader.read(YamlReader.parse(documents, "bench.yaml", problems), problems);
        problems.throwIfErrors();
        return catalogue;
    }
}
