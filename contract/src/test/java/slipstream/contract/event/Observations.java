package slipstream.contract.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/** Observations for tests: fixed ones, and random ones from a seed. */
final class Observations {
    static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    private static final String[] TEXTS = {
        "",
        "/",
        "/cart/:id",
        "ä",
        "日本語",
        "😀 emoji",
        "quote \" and \\",
        "line\nbreak",
        "tab\t",
        "\u0000",
        "\u2028",
        "{}",
        "a,b"
    };

    private Observations() {}

    /** Event times within a week before and five minutes after T0 are believed. */
    static TimeBounds bounds() {
        return TimeBounds.live(InstantSource.fixed(T0));
    }

    static RequestObservation minimalRequest(long sequence) {
        return new RequestObservation(
                new Origin("s", sequence),
                T0.toEpochMilli(),
                "shop",
                "",
                "",
                Observation.NO_STATUS,
                Observation.NO_LATENCY,
                Map.of());
    }

    static List<Observation> random(Random random, int count) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObservationType type = ObservationType.values()[random.nextInt(ObservationType.values().length)];
            observations.add(random(random, type));
        }
        return observations;
    }

    private static Observation random(Random random, ObservationType type) {
        return switch (type) {
            case REQUEST -> randomRequest(random);
            case PROBE -> randomProbe(random);
            case SAMPLE ->
                new ResourceSample(
                        origin(random),
                        time(random),
                        service(random),
                        "heap/" + random.nextInt(5),
                        number(random),
                        random.nextBoolean() ? Observation.NO_VALUE : Double.MIN_VALUE + Math.abs(number(random)),
                        attributes(random));
            case LOG ->
                new LogRecord(
                        origin(random),
                        time(random),
                        service(random),
                        text(random),
                        text(random),
                        text(random),
                        attributes(random));
            case CHANGE ->
                new ChangeEvent(
                        origin(random),
                        time(random),
                        service(random),
                        "deploy" + random.nextInt(5),
                        text(random),
                        ChangeOutcome.values()[random.nextInt(2)],
                        attributes(random));
            case VITAL ->
                new VitalSample(
                        origin(random),
                        time(random),
                        service(random),
                        "LCP",
                        Math.abs(number(random)),
                        text(random),
                        attributes(random));
            case INCIDENT ->
                new Incident(
                        origin(random),
                        time(random),
                        service(random),
                        "Down: " + random.nextInt(5),
                        text(random),
                        random.nextLong(Incident.MAX_DURATION_MILLIS + 1),
                        attributes(random));
        };
    }

    private static RequestObservation randomRequest(Random random) {
        return new RequestObservation(
                origin(random),
                time(random),
                service(random),
                text(random),
                text(random),
                status(random),
                random.nextInt(4) == 0 ? Observation.NO_LATENCY : millis(random),
                attributes(random));
    }

    private static ProbeResult randomProbe(Random random) {
        return new ProbeResult(
                origin(random),
                time(random),
                service(random),
                text(random),
                text(random),
                text(random),
                ProbeOutcome.values()[random.nextInt(ProbeOutcome.values().length)],
                status(random),
                random.nextInt(4) == 0 ? Observation.NO_LATENCY : millis(random),
                new ProbePhases(phase(random), phase(random), phase(random), phase(random), phase(random)),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(4000) / 8d - 100),
                text(random),
                attributes(random));
    }

    private static Origin origin(Random random) {
        return new Origin("source-" + random.nextInt(9), 1 + (random.nextLong() >>> 1) % Long.MAX_VALUE);
    }

    private static long time(Random random) {
        return T0.toEpochMilli() + 300_000 - random.nextInt(600_000_000);
    }

    private static String service(Random random) {
        return "shop." + Integer.toString(random.nextInt(1 << 20), 36);
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static int status(Random random) {
        return random.nextInt(5) == 0 ? Observation.NO_STATUS : 100 + random.nextInt(500);
    }

    private static double millis(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(86_400_001);
            case 2 -> random.nextInt(100_000) / 1000d;
            default -> random.nextDouble() * 1e-6;
        };
    }

    /** Finite, of any size and sign, whole as well as broken. */
    private static double number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1_000) - 500;
            case 1 -> random.nextGaussian();
            case 2 -> random.nextLong();
            default -> finite(random);
        };
    }

    private static double finite(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) ? any : Double.MAX_VALUE;
    }

    private static OptionalDouble phase(Random random) {
        return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(millis(random));
    }

    private static Map<String, String> attributes(Random random) {
        Map<String, String> attributes = new TreeMap<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            attributes.put(i + text(random), text(random));
        }
        return attributes;
    }
}
