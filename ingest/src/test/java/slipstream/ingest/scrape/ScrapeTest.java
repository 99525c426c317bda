package slipstream.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.ResourceSample;
import slipstream.ingest.payload.ItemSink;

class ScrapeTest {
    private static final long T0 = 1_772_445_600_000L;

    private final Items items = new Items();

    @Test
    void aGaugeIsASample_withTheLimitOfTheSeriesOfTheSameLabels() {
        Scrape scrape = scrape("pool_used{state=\"active\"}: {resource: db_connections, limit_metric: pool_max}");

        scrape.read("""
                # TYPE pool_used gauge
                pool_used{state="active",db="a"} 8
                pool_used{state="active",db="b"} 3
                pool_used{state="idle",db="a"} 2
                pool_max{db="a"} 10
                """, T0, items);

        assertThat(items.samples).extracting(ResourceSample::value).containsExactly(8d, 3d);
        assertThat(items.samples).extracting(ResourceSample::limit).containsExactly(10d, Double.NaN);
        assertThat(items.samples.get(0).attributes())
                .isEqualTo(Map.of("db", "a", "job", "shop", "instance", "localhost:9187", "team", "web"));
    }

    @Test
    void aRateIsTheIncreaseForEachSecond_andThereIsNoneAtFirst() {
        Scrape scrape = scrape("slow_queries_total: {resource: db_slow_queries, rate: true}");

        scrape.read("slow_queries_total 100", T0, items);
        scrape.read("slow_queries_total 130", T0 + 15_000, items);

        assertThat(items.dropped).containsExactly("no_value_yet");
        assertThat(items.samples).extracting(ResourceSample::value).containsExactly(2d);
    }

    @Test
    void aCounterThatBeganAgainHasIncreasedByAllOfIt() {
        Scrape scrape = scrape("slow_queries_total: {resource: db_slow_queries, rate: true}");

        scrape.read("slow_queries_total 100", T0, items);
        scrape.read("slow_queries_total 30", T0 + 15_000, items);
        scrape.read("slow_queries_total 45", T0 + 30_000, items);

        assertThat(items.samples).extracting(ResourceSample::value).containsExactly(2d, 1d);
    }

    @Test
    void theShareOfHitsIsThatOfTheTimeSinceTheScrapeBefore_forEachEndpoint() {
        Scrape scrape = scrape("hits_total: {resource: cache_hit_rate, per: [hits_total, misses_total], limit: 1}");

        scrape.read(
                "hits_total{e=\"a\"} 1000\nmisses_total{e=\"a\"} 0\nhits_total{e=\"b\"} 5\nmisses_total{e=\"b\"} 5",
                T0,
                items);
        scrape.read(
                "hits_total{e=\"a\"} 1007\nmisses_total{e=\"a\"} 3\nhits_total{e=\"b\"} 5\nmisses_total{e=\"b\"} 5",
                T0 + 15_000,
                items);

        assertThat(items.samples).singleElement().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(0.7, within(1e-12));
            assertThat(sample.limit()).isEqualTo(1);
            assertThat(sample.attributes()).containsEntry("e", "a");
        });
        assertThat(items.dropped).containsExactly("no_value_yet", "no_value_yet", "no_value_yet");
    }

    @Test
    void aMeanIsOneIncreaseDividedByAnother() {
        Scrape scrape = scrape("query_seconds_sum: {resource: db_query_seconds, per: [query_seconds_count]}");

        scrape.read("query_seconds_sum 10\nquery_seconds_count 100", T0, items);
        scrape.read("query_seconds_sum 13\nquery_seconds_count 110", T0 + 15_000, items);

        assertThat(items.samples).extracting(ResourceSample::value).containsExactly(0.3);
    }

    @Test
    void aLineThatIsWantedAndBroken_isRejected_andTheOthersCount() {
        Scrape scrape = scrape("a: {resource: a}\n    b: {resource: b}");

        scrape.read("a{ 1\nb 2\nnot wanted at all {{{\n", T0, items);

        assertThat(items.rejected).containsExactly("a{ 1");
        assertThat(items.samples).extracting(ResourceSample::resource).containsExactly("b");
    }

    @Test
    void whatIsWrongIsSaid_withItsPlace() {
        Problems problems = new Problems();
        read("""
                prometheus:
                  scrape_configs:
                    - {job_name: a, scrape_interval: 10ms, static_configs: [{targets: ["a b"]}], honor_labels: true}
                  metrics:
                    x y: {resource: r}
                    a: {limit: 0}
                    b: {resource: r, limit: 1, limit_metric: c}
                    c: {resource: r, rate: true, per: [d]}
                """, problems);

        assertThat(problems.all())
                .extracting(Problem::key)
                .contains(
                        "prometheus.scrape_configs[0].scrape_interval",
                        "prometheus.scrape_configs[0].static_configs[0].targets",
                        "prometheus.scrape_configs[0].honor_labels",
                        "prometheus.metrics.x y",
                        "prometheus.metrics.a.resource",
                        "prometheus.metrics.a.limit",
                        "prometheus.metrics.b.limit_metric",
                        "prometheus.metrics.c.per");
    }

    private static Scrape scrape(String rules) {
        Problems problems = new Problems();
        ScrapeSettings settings = read("""
                prometheus:
                  scrape_configs:
                    - job_name: shop
                      static_configs: [{targets: ["localhost:9187"], labels: {service: web, team: web}}]
                  metrics:
                    %s
                """.formatted(rules), problems);
        assertThat(problems.all()).isEmpty();
        ScrapeTarget target = settings.targets().get(0);
        assertThat(target.url()).isEqualTo("http://localhost:9187/metrics");
        assertThat(target.interval()).isEqualTo(Duration.ofSeconds(15));
        return new Scrape(target, settings.rules());
    }

    private static ScrapeSettings read(String yaml, Problems problems) {
        Fields receivers = YamlReader.parse(yaml, "ingest.yml", problems)
                .get(0)
                .asFields(problems)
                .orElseThrow();
        return ScrapeSettings.read(receivers, null).orElse(null);
    }

    private static final class Items implements ItemSink {
        private final List<ResourceSample> samples = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private final List<String> dropped = new ArrayList<>();

        @Override
        public Origin nextOrigin() {
            return new Origin("x", samples.size() + 1);
        }

        @Override
        public void accept(Observation observation) {
            samples.add((ResourceSample) observation);
        }

        @Override
        public void reject(RejectedObservationException why, byte[] item) {
            rejected.add(new String(item, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void drop(String reason) {
            dropped.add(reason);
        }
    }
}
