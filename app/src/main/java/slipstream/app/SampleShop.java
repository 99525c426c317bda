package slipstream.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shop that does not exist and writes the access logs it would have: it fails and slows down on a schedule. Its time runs
 * fast, a minute each second, and lies a week back, so that an outage and its end fit into a minute of watching.
 */
final class SampleShop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SampleShop.class);

    /** How much faster than the wall clock the shop's time runs. */
    static final int SPEED = 60;

    private static final String CHECKOUT = "checkout";
    private static final Duration AGO = Duration.ofDays(7);
    private static final Duration HISTORY = Duration.ofDays(3);
    private static final Duration WRITE_EVERY = Duration.ofMillis(100);
    private static final DateTimeFormatter TIME_LOCAL = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final InstantSource wall;
    private final Instant openedWall;
    private final Instant opened;
    private final Log checkout;
    private final Log catalog;
    private final Random random = new Random(20_260_101);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer = new Thread(this::write, "sample-shop");
    private Instant writtenTo;

    /** One service's access log and how often it is called. */
    private record Log(String service, BufferedWriter file, int requestsPerMinute, List<String> requests) {
        boolean isOf(String name) {
            return service.equals(name);
        }
    }

    SampleShop(Path folder, InstantSource wall) {
        this.wall = wall;
        this.openedWall = wall.instant();
        this.opened = openedWall.minus(AGO);
        this.writtenTo = opened.minus(HISTORY);
        this.checkout = new Log(
                CHECKOUT, open(folder, "checkout.log"), 60, List.of("POST /pay", "GET /cart", "POST /cart/items"));
        this.catalog = new Log(
                "catalog", open(folder, "catalog.log"), 60, List.of("GET /", "GET /search", "GET /products/42"));
    }

    private static BufferedWriter open(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            return Files.newBufferedWriter(
                    folder.resolve(name), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample shop cannot write its log: " + e.getMessage(), e);
        }
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    /** What time it is in the shop. */
    Instant shopTime() {
        Instant now = wall.instant();
        Instant fast = opened.plus(Duration.between(openedWall, now).multipliedBy(SPEED));
        return fast.isBefore(now) ? fast : now;
    }

    /** What goes wrong in the shop now. */
    Mishap mishap() {
        return Mishap.at(Duration.between(opened, shopTime()));
    }

    /** Writes every request between the last one written and now, until the shop closes. */
    private void write() {
        try (BufferedWriter ofCheckout = checkout.file();
                BufferedWriter ofCatalog = catalog.file()) {
            do {
                Instant until = shopTime();
                write(checkout, ofCheckout, until);
                write(catalog, ofCatalog, until);
                writtenTo = until;
            } while (!closing.await(WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            LOG.error("The sample shop cannot write its logs any more and closes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Log log, BufferedWriter file, Instant until) throws IOException {
        long gapMillis = 60_000L / log.requestsPerMinute();
        long first = -Math.floorDiv(-writtenTo.toEpochMilli(), gapMillis) * gapMillis;
        for (long at = first; at < until.toEpochMilli(); at += gapMillis) {
            file.write(line(log, Instant.ofEpochMilli(at)));
        }
        file.flush();
    }

    private String line(Log log, Instant at) {
        Mishap mishap = Mishap.at(Duration.between(opened, at));
        boolean isCheckout = log.isOf(CHECKOUT);
        int status = random.nextDouble() < failureRate(mishap, isCheckout) ? 503 : 200;
        double seconds = 0.06 * Math.exp(random.nextGaussian() * 0.6);
        if (mishap == Mishap.SLOW_PAYMENTS && isCheckout) {
            seconds += 1.5;
        }
        return "203.0.113." + random.nextInt(250)
                + " - - [" + TIME_LOCAL.format(at) + "] \""
                + log.requests().get(random.nextInt(log.requests().size()))
                + " HTTP/1.1\" " + status + " " + (200 + random.nextInt(4_000)) + " \"-\" \"sample\" "
                + Math.round(seconds * 1_000) / 1_000d + "\n";
    }

    private static double failureRate(Mishap mishap, boolean isCheckout) {
        if (mishap == Mishap.CHECKOUT_DOWN && isCheckout) {
            return 0.4;
        }
        return mishap == Mishap.CATALOG_ERRORS && !isCheckout ? 0.12 : 0.0002;
    }

    /** What goes wrong in the shop, by minutes since it opened; the schedule repeats every four hours. */
    enum Mishap {
        NONE,
        CHECKOUT_DOWN,
        SLOW_PAYMENTS,
        CATALOG_ERRORS;

        private static final long CYCLE_MINUTES = 240;

        static Mishap at(Duration sinceOpening) {
            if (sinceOpening.isNegative()) {
                return NONE;
            }
            long minute = sinceOpening.toMinutes() % CYCLE_MINUTES;
            if (minute >= 12 && minute < 18) {
                return CHECKOUT_DOWN;
            }
            if (minute >= 80 && minute < 110) {
                return SLOW_PAYMENTS;
            }
            return minute >= 160 && minute < 175 ? CATALOG_ERRORS : NONE;
        }

        String sentence() {
            return switch (this) {
                case NONE -> "the shop is well";
                case CHECKOUT_DOWN -> "the checkout fails: four of ten requests end in 503";
                case SLOW_PAYMENTS -> "payments are slow: the checkout takes 1.5 s longer";
                case CATALOG_ERRORS -> "the catalogue fails in one of eight requests";
            };
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
