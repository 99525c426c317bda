package slipstream.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import slipstream.alerting.api.ApiServer;
import slipstream.contract.listen.ListenAddress;
import slipstream.streams.query.QueryServer;

/** The alerting role on a cluster. */
@Command(
        name = "alerting",
        description = "Reads the alert topic of a Kafka cluster and tells the receivers of alertmanager.yml.",
        mixinStandardHelpOptions = true)
final class AlertingCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The configuration folder.")
    private Path config;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        Configuration configuration = Configuration.require(config);
        Parts parts = new Parts();
        try {
            PrometheusMeterRegistry meters = Metrics.create(parts);
            String externalUrl = configuration.app().externalUrl().orElse("http://127.0.0.1:8080");
            ListenAddress api = configuration.app().alerting().orElse(ListenAddress.loopback(ApiServer.DEFAULT_PORT));
            AlertingRole alerting = AlertingRole.start(
                    configuration,
                    new AlertingRole.Settings(cluster.kafka(), api, externalUrl, System.out, InstantSource.system()),
                    parts,
                    meters);
            ListenAddress listen = cluster.listen(ListenAddress.loopback(8082));
            QueryServer server = parts.add(QueryServer.forRole(listen, parts::health, meters));
            StreamsRole.open(server);
            System.out.printf(
                    "alerting: API on http://%s:%d/, health and metrics on http://%s:%d/%n",
                    api.host(), alerting.port(), listen.host(), server.port());
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
        new Running(parts).untilStopped();
        return 0;
    }
}
