package slipstream.bench.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import slipstream.contract.listen.ListenAddress;
import slipstream.contract.slo.SloDefinition;
import slipstream.contract.topic.Topics;
import slipstream.streams.query.QueryServer;
import slipstream.streams.query.SloCatalogue;
import slipstream.streams.query.StatusView;
import slipstream.streams.query.StoreSliceReader;

/**
 * How long the query API takes to answer when there are thousands of SLOs: the real server over loopback, the statuses of all of
 * them, and a real state store with 30 days of slices for some. Before each round of requests the statuses of some SLOs are news, as they
 * are in a live system.
 */
@Command(
        name = "queries",
        description = "Measures how long the query API takes to answer with thousands of SLOs.",
        mixinStandardHelpOptions = true)
public final class Queries implements Callable<Integer> {
    private static final int WITH_SLICES = 50;
    private static final int NEWS_EACH = 100;

    @Option(
            names = "--slos",
            defaultValue = "10000",
            paramLabel = "N",
            description = "How many SLOs are defined (default: ${DEFAULT-VALUE}).")
    private int slos;

    @Option(
            names = "--requests",
            defaultValue = "500",
            paramLabel = "N",
            description =
                    "How many requests of each kind count, after as many to get warm (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything that was measured.")
    private Optional<Path> json = Optional.empty();

    private final PrintStream out = System.out;
    private final Random random = new Random(1);
    private final HttpClient client = HttpClient.newHttpClient();

    private Queries() {}

    /** Runs the benchmark: exit code 0, or 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    /** As a command, to be hung under another. */
    public static CommandLine command() {
        return new CommandLine(new Queries());
    }

    /**
     * One kind of request.
     *
     * @param bytes the length of the last answer
     */
    record Answered(String query, long bytes, double medianMillis, double p99Millis, double maxMillis) {}

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("slipstream-bench-queries");
        List<Answered> all;
        try (FilledJob job = new FilledJob(folder, slos)) {
            job.start(Restore.unheard());
            Instant now = InstantSource.system().instant();
            job.fill(Math.min(slos, WITH_SLICES), now.toEpochMilli());
            all = ask(job, now);
        } finally {
            Restore.delete(folder);
        }
        for (Answered one : all) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-44s %,9d bytes   p50 %6.2f ms   p99 %6.2f ms   max %6.2f ms",
                    one.query(),
                    one.bytes(),
                    one.medianMillis(),
                    one.p99Millis(),
                    one.maxMillis()));
        }
        if (json.isPresent()) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("slos", slos);
            record.put("requests", requests);
            record.put("queries", all);
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(json.get().toFile(), record);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Answered> ask(FilledJob job, Instant now) throws IOException, InterruptedException {
        SloCatalogue catalogue = SloCatalogue.of(job.definitions()::catalogue);
        List<SloDefinition> defined = catalogue.definitions();
        StatusView view = new StatusView(InstantSource.system());
        Statuses statuses = new Statuses(defined, now);
        statuses.tellAll(view);
        StoreSliceReader slices = new StoreSliceReader(job.streams(), catalogue, Topics.SLI_PARTIALS.partitions());
        try (QueryServer server = new QueryServer(
                new ListenAddress("127.0.0.1", 0, Optional.empty()),
                view,
                slices,
                List::of,
                job.meters(),
                InstantSource.system(),
                catalogue)) {
            server.start();
            String base = "http://127.0.0.1:" + server.port() + "/api/v1/";
            IntFunction<String> any =
                    i -> defined.get(random.nextInt(defined.size())).id().name();
            IntFunction<String> filled = i -> defined.get(random.nextInt(Math.min(slos, WITH_SLICES)))
                    .id()
                    .name();
            String month = "/slices?step=1h&from=" + now.minus(FilledJob.FILLED);
            String days = "/slices?step=10m&from=" + now.minus(java.time.Duration.ofDays(3));
            List<Answered> all = new ArrayList<>();
            Runnable news = () -> statuses.tellSome(view, NEWS_EACH);
            String floor = "http://127.0.0.1:" + server.port() + "/health/live";
            all.add(measure("health/live (the floor)", i -> floor, news, requests));
            all.add(measure("slos/{name}", i -> base + "slos/" + any.apply(i), news, requests));
            all.add(measure("slos?order=worst&limit=200", i -> base + "slos?order=worst&limit=200", news, requests));
            all.add(measure(
                    "slos?limit=200&offset=…",
                    i -> base + "slos?limit=200&offset=" + 200 * random.nextInt(Math.max(1, slos / 200)),
                    news,
                    requests));
            all.add(measure(
                    "slos?match=…&limit=200",
                    i -> base + "slos?limit=200&match=" + random.nextInt(1000),
                    news,
                    requests));
            all.add(measure("alerts", i -> base + "alerts", news, requests));
            all.add(measure(
                    "slos/{name}/slices?step=1h, 30 d", i -> base + "slos/" + filled.apply(i) + month, news, requests));
            all.add(measure(
                    "slos/{name}/slices?step=10m, 3 d", i -> base + "slos/" + filled.apply(i) + days, news, requests));
            all.add(measure("slos (all of them)", i -> base + "slos", news, Math.max(10, requests / 25)));
            return all;
        }
    }

    private Answered measure(String query, IntFunction<String> url, Runnable news, int count)
            throws IOException, InterruptedException {
        long bytes = 0;
        double[] millis = new double[count];
        for (int i = -count; i < count; i++) {
            if (i % 10 == 0) {
                news.run();
            }
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url.apply(i))).build();
            long begin = System.nanoTime();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            double took = (System.nanoTime() - begin) / 1e6;
            if (response.statusCode() != 200) {
                throw new IOException(request.uri() + " answered " + response.statusCode() + " "
                        + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
            }
            bytes = response.body().length;
            if (i >= 0) {
                millis[i] = took;
            }
        }
        Arrays.sort(millis);
        return new Answered(
                query, bytes, millis[count / 2], millis[(int) Math.ceil(0.99 * count) - 1], millis[count - 1]);
    }
}
