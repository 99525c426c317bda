package slipstream.bench.load;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;

/**
 * Requests as the access logs of fifty services tell them, the same ones for the same seed. Services and routes are as unevenly
 * busy as Zipf's law has them, latencies are log-normal, 0.8 % of the answers are errors of the server. About 250 bytes each as JSON.
 *
 * @param events how many
 * @param seed what they are drawn from
 * @param firstMillis event time of the first
 * @param perSecond how many fall into a second of event time
 */
public record Workload(long events, long seed, long firstMillis, int perSecond) {
    public static final int SERVICES = 50;
    public static final int ROUTES = 20;

    /** 0.8 % of the answers. */
    private static final double SERVER_ERRORS = 0.008;

    private static final double CLIENT_ERRORS = 0.03;
    private static final int DRAWS = 1 << 12;
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "GET", "POST", "POST", "PUT");
    private static final List<String> REGIONS = List.of("eu-west-1", "eu-central-1", "us-east-1", "ap-south-1");
    private static final String[] SERVICE_NAMES = names("service-%02d", SERVICES);
    private static final String[] ROUTE_NAMES = names("/api/v1/resource-%02d/{id}", ROUTES);

    /** A service; the lower its number, the busier. */
    public static String service(int number) {
        return SERVICE_NAMES[number];
    }

    /** A route; the lower its number, the busier. */
    public static String route(int number) {
        return ROUTE_NAMES[number];
    }

    /** The first of them only. */
    public Workload first(long fewer) {
        return new Workload(fewer, seed, firstMillis, perSecond);
    }

    /** How much event time they span, in milliseconds. */
    public long spanMillis() {
        return events * 1_000 / perSecond;
    }

    /** Makes them in the order of event time, one after the other. */
    public void forEach(Consumer<RequestObservation> each) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] services = draws(SERVICES);
        int[] routes = draws(ROUTES);
        List<String> sources = Sources.names();
        long[] sequences = new long[sources.size()];
        for (long i = 0; i < events; i++) {
            int source = random.nextInt(sequences.length);
            int service = services[random.nextInt(DRAWS)];
            int route = routes[random.nextInt(DRAWS)];
            each.accept(new RequestObservation(
                    new Origin(sources.get(source), ++sequences[source]),
                    firstMillis + i * 1_000 / perSecond,
                    SERVICE_NAMES[service],
                    ROUTE_NAMES[route],
                    METHODS.get(random.nextInt(METHODS.size())),
                    status(random),
                    latencyMillis(random, service),
                    attributes(random)));
        }
    }

    private static int status(SplittableRandom random) {
        double draw = random.nextDouble();
        if (draw < SERVER_ERRORS) {
            return 500 + random.nextInt(4);
        }
        return draw < SERVER_ERRORS + CLIENT_ERRORS ? 404 : 200;
    }

    /** Log-normal with sigma 0.9, around 40 to 60 ms, to the microsecond. */
    private static double latencyMillis(SplittableRandom random, int service) {
        double millis = Math.exp(3.7 + (service % 5) * 0.1 + 0.9 * random.nextGaussian());
        return Math.rint(millis * 1_000) / 1_000;
    }

    private static Map<String, String> attributes(SplittableRandom random) {
        int host = random.nextInt();
        return Map.of(
                "client",
                "10." + (host >>> 24) + "." + (host >>> 16 & 255) + "." + (host >>> 8 & 255),
                "region",
                REGIONS.get(host & 3),
                "trace",
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong()));
    }

    /** A table to draw from in which the share of a number is in proportion to 1 ÷ (number + 2), at least one draw each. */
    private static int[] draws(int count) {
        double all = IntStream.range(0, count).mapToDouble(i -> 1d / (i + 2)).sum();
        int[] draws = new int[DRAWS];
        double upTo = 0;
        int at = 0;
        for (int number = 0; number < count; number++) {
            upTo += 1d / (number + 2) / all;
            while (at < DRAWS && (at < upTo * DRAWS || number == count - 1)) {
                draws[at++] = number;
            }
        }
        return draws;
    }

    private static String[] names(String pattern, int count) {
        return IntStream.range(0, count).mapToObj(pattern::formatted).toArray(String[]::new);
    }
}
