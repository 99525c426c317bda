package slipstream.app.rows;

import static slipstream.contract.event.ProbeOutcome.FAILURE;
import static slipstream.contract.event.ProbeOutcome.SUCCESS;

import java.util.Map;
import slipstream.app.rows.PackRun.Shape;

/** What is good and what is bad to each objective of the packs, as its source would say it. */
record GoodAndBad(Shape good, Shape bad) {
    private static final Shapes DRIVEHR = new Shapes("drivehr");
    private static final Shapes FUNCTIONS = new Shapes("consolidated-functions");
    private static final Shapes HUMANGLUE = new Shapes("humanglue");
    private static final Shapes VIBESHEETS = new Shapes("vibesheets");
    private static final Shapes INVENTORY = new Shapes("inventory-api");

    /** An objective that nobody has said this of fails the test: a new one needs a line here. */
    static GoodAndBad of(String slo) {
        return switch (slo.replaceFirst("-quarter$", "")) {
            case "drivehr-availability", "drivehr-health-checks" -> probes(DRIVEHR, "health-check");
            case "drivehr-latency" ->
                new GoodAndBad(
                        DRIVEHR.probe("health-check", SUCCESS, 300), DRIVEHR.probe("health-check", SUCCESS, 3000));
            case "drivehr-function-errors", "drivehr-invocations" ->
                new GoodAndBad(DRIVEHR.invocation("sync-jobs", 200, 100), DRIVEHR.invocation("sync-jobs", 500, 100));
            case "drivehr-wordpress-sync" ->
                new GoodAndBad(DRIVEHR.line("wordpress_sync_succeeded"), DRIVEHR.line("wordpress_sync_failed"));
            case "drivehr-recovery" ->
                new GoodAndBad(DRIVEHR.incident("critical", 5), DRIVEHR.incident("critical", 30));
            case "functions-errors" -> errors(FUNCTIONS);
            case "functions-cache" ->
                new GoodAndBad(
                        FUNCTIONS.request("/", 200, 10, Map.of("cache", "hit")),
                        FUNCTIONS.request("/", 200, 10, Map.of("cache", "miss")));
            case "functions-db-connections" -> gauge(FUNCTIONS, "db_connections");
            case "humanglue-uptime" -> probes(HUMANGLUE, "site");
            case "humanglue-errors" -> errors(HUMANGLUE);
            case "humanglue-latency" -> latency(HUMANGLUE);
            case "humanglue-lcp" -> new GoodAndBad(HUMANGLUE.vital("LCP", 1000), HUMANGLUE.vital("LCP", 5000));
            case "humanglue-cls" -> new GoodAndBad(HUMANGLUE.vital("CLS", 0), HUMANGLUE.vital("CLS", 1));
            case "humanglue-db-cpu" -> gauge(HUMANGLUE, "db_cpu");
            case "humanglue-functions" ->
                new GoodAndBad(HUMANGLUE.invocation("render", 200, 100), HUMANGLUE.invocation("render", 200, 26_000));
            case "humanglue-webhooks" ->
                new GoodAndBad(
                        HUMANGLUE.request("/webhooks/stripe", 200, 100, Map.of()),
                        HUMANGLUE.request("/webhooks/stripe", 400, 100, Map.of()));
            case "humanglue-logins" -> new GoodAndBad(HUMANGLUE.line("auth_success"), HUMANGLUE.line("auth_failure"));
            case "vibesheets-health" -> probes(VIBESHEETS, "health");
            case "vibesheets-response" -> latency(VIBESHEETS);
            case "vibesheets-errors" -> errors(VIBESHEETS);
            case "vibesheets-memory" -> gauge(VIBESHEETS, "memory");
            case "vibesheets-cpu" -> gauge(VIBESHEETS, "cpu");
            case "vibesheets-disk" -> gauge(VIBESHEETS, "disk");
            case "inventory-latency" -> latency(INVENTORY);
            case "inventory-errors" -> errors(INVENTORY);
            case "inventory-cpu" -> gauge(INVENTORY, "cpu");
            case "inventory-memory" -> gauge(INVENTORY, "memory");
            case "inventory-db-connections" -> gauge(INVENTORY, "db_connections");
            case "inventory-disk" -> gauge(INVENTORY, "disk");
            case "api-recovery" -> recovery(INVENTORY);
            case "database-recovery" -> recovery(new Shapes("inventory-db"));
            case "frontend-recovery" -> recovery(new Shapes("inventory-frontend"));
            default -> throw new AssertionError("what is good and what is bad to " + slo + "?");
        };
    }

    private static GoodAndBad probes(Shapes of, String job) {
        return new GoodAndBad(of.probe(job, SUCCESS, 100), of.probe(job, FAILURE, 100));
    }

    private static GoodAndBad errors(Shapes of) {
        return new GoodAndBad(of.request(200, 100), of.request(500, 100));
    }

    private static GoodAndBad latency(Shapes of) {
        return new GoodAndBad(of.request(200, 100), of.request(200, 10_000));
    }

    private static GoodAndBad gauge(Shapes of, String gauge) {
        return new GoodAndBad(of.sample(gauge, 10, 100), of.sample(gauge, 99, 100));
    }

    private static GoodAndBad recovery(Shapes of) {
        return new GoodAndBad(of.incident("Critical", 1), of.incident("Critical", 60));
    }
}
