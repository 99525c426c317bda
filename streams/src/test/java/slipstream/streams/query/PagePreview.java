package slipstream.streams.query;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.health.Health;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.slo.AlertPolicy;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.Counts;

/**
 * Serves the page with made-up SLOs, to look at it in a browser: {@code PagePreview PORT [empty|long|many|rich]}. Numbers move every second.
 */
final class PagePreview {
    private PagePreview() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String scene = args.length > 1 ? args[1] : "shop";
        InstantSource wall = InstantSource.system();
        StatusView view = new StatusView(wall);
        List<SloDefinition> definitions = definitions(scene);
        boolean isRich = scene.equals("rich");
        if (isRich) {
            RichScene.tell(view, wall.instant(), 30);
        } else if (!scene.equals("empty")) {
            move(view, definitions, wall.instant());
            alerts(view, definitions, wall.instant());
        }
        try (QueryServer server = new QueryServer(
                ListenAddress.loopback(Integer.parseInt(args[0])),
                view,
                (slo, group, step, from, to) -> List.of(new SliceRow(from, new Counts(100, 1, 0))),
                () -> List.of(new Health("streams", Health.State.UP, "running")),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                wall,
                SloCatalogue.of(() -> new Catalogue(definitions, isRich ? RichScene.rules() : List.of())))) {
            server.start();
            CountDownLatch never = new CountDownLatch(1);
            do {
                if (!isRich) {
                    move(view, definitions, wall.instant());
                }
            } while (!never.await(1, TimeUnit.SECONDS));
        }
    }

    private static List<SloDefinition> definitions(String scene) {
        return switch (scene) {
            case "empty" -> List.of();
            case "rich" -> RichScene.definitions();
            case "long" ->
                List.of(
                        Sample.availability("x".repeat(10_240), "y".repeat(10_240), "0.999"),
                        Sample.availability("<img src=x onerror=alert(1)>", "عربى ☂ <b>", "0.5"),
                        Sample.availability("a/b %2f?#&c", "__proto__", "0.999999"));
            case "many" ->
                java.util.stream.IntStream.range(0, 10_000)
                        .mapToObj(i -> Sample.availability("slo-" + i, "service-" + i % 40, "0.999"))
                        .toList();
            default ->
                List.of(
                        Sample.availability("checkout-availability", "checkout", "0.999"),
                        Sample.latency("search-latency", "search", "0.95"),
                        Sample.availability("catalogue-availability", "catalogue", "0.9995"),
                        Sample.latency("catalogue-latency", "catalogue", "0.99"),
                        Sample.availability("payments-availability", "payments", "0.9999"),
                        Sample.availability("cart-availability", "cart", "0.99", "0.999"));
        };
    }

    private static void alerts(StatusView view, List<SloDefinition> definitions, Instant now) {
        fire(view, definitions.get(0), AlertPolicy.PAGE, now.minus(Duration.ofMinutes(7)));
        fire(view, definitions.get(1), AlertPolicy.TICKET, now.minus(Duration.ofHours(5)));
        view.update(Sample.resolved(
                definitions.get(2),
                AlertPolicy.PAGE,
                now.minus(Duration.ofHours(30)),
                now.minus(Duration.ofHours(29))));
    }

    private static void fire(StatusView view, SloDefinition definition, String severity, Instant since) {
        view.status(definition.id().name())
                .map(status -> Sample.firing(definition, severity, since, status))
                .ifPresent(view::update);
    }

    private static void move(StatusView view, List<SloDefinition> definitions, Instant now) {
        double wave = 1 + 0.05 * Math.sin(now.toEpochMilli() / 3_000.0);
        for (SloDefinition definition : definitions) {
            double[] shares = switch (definition.id().name()) {
                case "checkout-availability" ->
                    new double[] {0.208 * wave, 0.093, 0.0484, 0.0261, 0.0097, 0.0042, 0.0019, 0.00112};
                case "search-latency" -> new double[] {0.071 * wave, 0.083, 0.086, 0.087, 0.081, 0.069, 0.055, 0.0366};
                case "cart-availability" -> new double[] {0, 0.0002, 0.0003, 0.0004, 0.0004, 0.0004, 0.0006};
                case "payments-availability" -> new double[0];
                default -> new double[] {0.00006 * wave, 0.0001, 0.0001, 0.00012, 0.00011, 0.00013, 0.00019};
            };
            if (shares.length > 0) {
                BudgetStatus status = Sample.status(definition, now, 1_234, shares);
                view.update(status);
            }
        }
    }
}
