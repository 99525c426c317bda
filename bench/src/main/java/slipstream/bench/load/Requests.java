package slipstream.bench.load;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;

/**
 * Requests as the access logs of many services tell them, drawn one after the other, the same ones for the same seed. Services and
 * routes are as unevenly busy as Zipf's law has them, latencies are log-normal, 0.8 % of the answers are errors of the server. About
 * 250 bytes each as JSON. Mutable, not thread-safe.
 */
public final class Requests {
    public static final int ROUTES = 20;

    /** 0.8 % of the answers. */
    private static final double SERVER_ERRORS = 0.008;

    private static final double CLIENT_ERRORS = 0.03;
    private static final int DRAWS = 1 << 12;
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "GET", "POST", "POST", "PUT");
    private static final List<String> REGIONS = List.of("eu-west", "eu-north", "us-east", "ap-south");

    private final List<String> sources = Sources.names();
    private final long[] sequences = new long[sources.size()];
    private final SplittableRandom random;
    private final int tenants;
    private final String[] services;
    private final String[] routes;
    private final int[] serviceDraws;
    private final int[] routeDraws = draws(ROUTES);

    /**
     * @param seed what they are drawn from
     * @param services how many services they are spread over
     * @param tenants over how many values of {@code attributes.tenant} they are spread evenly; 0 for no such attribute
     */
    public Requests(long seed, int services, int tenants) {
        this.random = new SplittableRandom(seed);
        this.tenants = tenants;
        this.services = names(services, Requests::service);
        this.routes = names(ROUTES, Requests::route);
        this.serviceDraws = draws(services);
    }

    /** A service; the lower its number, the busier. */
    public static String service(int number) {
        return "service-%02d".formatted(number);
    }

    /** A route; the lower its number, the busier. */
    public static String route(int number) {
        return "/api/v1/resource-%02d".formatted(number);
    }

    /** Draws the next one. */
    public RequestObservation next(long timeMillis) {
        int source = random.nextInt(sequences.length);
        int service = serviceDraws[random.nextInt(DRAWS)];
        return new RequestObservation(
                new Origin(sources.get(source), ++sequences[source]),
                timeMillis,
                services[service],
                routes[routeDraws[random.nextInt(DRAWS)]],
                METHODS.get(random.nextInt(METHODS.size())),
                status(),
                latencyMillis(service),
                attributes());
    }

    private int status() {
        double draw = random.nextDouble();
        if (draw < SERVER_ERRORS) {
            return 500 + random.nextInt(4);
        }
        return draw < SERVER_ERRORS + CLIENT_ERRORS ? 404 : 200;
    }

    /** Log-normal with sigma 0.9, around 40 to 60 ms, to the microsecond. */
    private double latencyMillis(int service) {
        double millis = Math.exp(3.7 + (service % 5) * 0.1 + 0.9 * random.nextGaussian());
        return Math.rint(millis * 1_000) / 1_000;
    }

    private Map<String, String> attributes() {
        int host = random.nextInt();
        String client = "10." + (host >>> 24) + "." + (host >>> 16 & 255) + "." + (host >>> 8 & 255);
        String region = REGIONS.get(host & 3);
        String trace =
                HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        return tenants == 0
                ? Map.of("client", client, "region", region, "trace", trace)
                : Map.of("client", client, "region", region, "tenant", tenant(random.nextInt(tenants)), "trace", trace);
    }

    /** A value of {@code attributes.tenant}. */
    public static String tenant(int number) {
        return "tenant-" + number;
    }

    /** A table to draw from in which the share of a number is in proportion to 1 ÷ (number + 2). */
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

    private static String[] names(int count, IntFunction<String> name) {
        return IntStream.range(0, count).mapToObj(name).toArray(String[]::new);
    }
}
