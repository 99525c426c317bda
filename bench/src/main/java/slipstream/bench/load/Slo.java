package slipstream.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import slipstream.contract.event.RequestObservation;

/**
 * An SLO that is measured with: what it says in words, and as plain arithmetic.
 *
 * @param service which service it is about
 * @param route which of its routes, or all
 * @param slowerMillis from which latency on a request is bad; absent where errors of the server are
 * @param target the share of requests that must be good
 */
public record Slo(String name, String service, Optional<String> route, OptionalDouble slowerMillis, String target) {
    private static final int TO_A_FILE = 500;

    /** Lenient targets: a benchmark that alerts would measure something else. */
    private static final String AVAILABLE = "0.975";

    private static final String FAST = "0.95";

    private static final String AVAILABILITY = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: %s}
            spec:
              service: %s
              indicator:
                metadata: {name: %s-indicator}
                spec:
                  ratioMetric:
                    counter: true
                    good: {metricSource: {type: slipstream, spec: {selector: "status < 500"}}}
                    total: {metricSource: {type: slipstream, spec: {%s}}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: %s}]
            """;

    private static final String LATENCY = """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: %s}
            spec:
              service: %s
              indicator:
                metadata: {name: %s-indicator}
                spec:
                  thresholdMetric:
                    metricSource: {type: slipstream, spec: {selector: "%s", value: latencyMillis}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{op: lt, value: %s, target: %s}]
            """;

    /** 99 in 100 requests of a log-normal latency around 50 ms are faster. */
    private static final double SLOW_MILLIS = 400;

    /**
     * One hundred SLOs: the availability of each of the 50 services, the latency of the 25 busiest, and the latency of the busiest
     * route of each of these. A request counts for two or three of the busy services and for one of the others.
     */
    public static List<Slo> hundred() {
        List<Slo> slos = new ArrayList<>();
        for (int i = 0; i < Workload.SERVICES; i++) {
            slos.add(availability(Requests.service(i)));
        }
        for (int i = 0; i < Workload.SERVICES / 2; i++) {
            String service = Requests.service(i);
            slos.add(latency(service + "-latency", service, Optional.empty()));
            slos.add(latency(service + "-route-latency", service, Optional.of(Requests.route(0))));
        }
        return slos;
    }

    /** At least 97.5 % of the requests of a service do not fail. */
    public static Slo availability(String service) {
        return availability(service, AVAILABLE);
    }

    /** At least so many of the requests of a service do not fail. */
    public static Slo availability(String service, String target) {
        return new Slo(service + "-availability", service, Optional.empty(), OptionalDouble.empty(), target);
    }

    /** At least 95 % of the requests of a service, or of one route of it, take less than 400 ms. */
    public static Slo latency(String name, String service, Optional<String> route) {
        return new Slo(name, service, route, OptionalDouble.of(SLOW_MILLIS), FAST);
    }

    /** Whether a request is one of those it is about. */
    public boolean selects(RequestObservation request) {
        return request.service().equals(service)
                && (route.isEmpty() || request.route().equals(route.get()));
    }

    /** Whether a request that it is about is bad. */
    public boolean isBad(int status, double latencyMillis) {
        return slowerMillis.isPresent() ? latencyMillis >= slowerMillis.getAsDouble() : status >= 500;
    }

    /** The OpenSLO document. */
    public String document() {
        String selector = "type == 'request' && service == '" + service + "'"
                + route.map(path -> " && route == '" + path + "'").orElse("");
        return slowerMillis.isPresent()
                ? LATENCY.formatted(name, service, name, selector, Double.toString(slowerMillis.getAsDouble()), target)
                : availability(name, service, "selector: \"" + selector + "\"", target);
    }

    /**
     * The OpenSLO document of an availability of which something else is counted.
     *
     * @param total what the source of the total says, in YAML
     */
    public static String availability(String name, String service, String total, String target) {
        return AVAILABILITY.formatted(name, service, name, total, target);
    }

    /** The documents of many, as one file. */
    public static String documents(List<Slo> slos) {
        return String.join("---\n", slos.stream().map(Slo::document).toList());
    }

    /** The documents of very many, as files that are not too long each. */
    public static Map<String, String> files(List<Slo> slos) {
        return filesOf(slos.stream().map(Slo::document).toList());
    }

    /** Documents as files that are not too long each. */
    public static Map<String, String> filesOf(List<String> documents) {
        Map<String, String> files = new TreeMap<>();
        for (int from = 0; from < documents.size(); from += TO_A_FILE) {
            List<String> some = documents.subList(from, Math.min(documents.size(), from + TO_A_FILE));
            files.put("bench-" + from + ".yaml", String.join("---\n", some));
        }
        return files;
    }
}
