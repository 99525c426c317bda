package slipstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import slipstream.alerting.AlertingService;
import slipstream.alerting.api.ApiServer;
import slipstream.contract.listen.ListenAddress;

/** The alerting role: telling, the API that answers as an Alertmanager, and the watch over its files. */
final class AlertingRole {
    private final AlertingService service;
    private final ApiServer api;

    private AlertingRole(AlertingService service, ApiServer api) {
        this.service = service;
        this.api = api;
    }

    /**
     * What the role needs to know beside its files.
     *
     * @param kafka how to reach the brokers
     * @param listen where the API listens
     * @param pageUrl where people find the page; alerts link to it
     * @param console where alerts are told always
     */
    record Settings(
            Map<String, Object> kafka, ListenAddress listen, String pageUrl, PrintStream console, InstantSource wall) {}

    /** Starts the role; whatever is running is added to {@code parts}, also when starting fails half way. */
    static AlertingRole start(Configuration configuration, Settings settings, Parts parts, MeterRegistry meters) {
        AlertingService service = parts.add(new AlertingService(
                configuration.alerting().withExternalUrl(settings.pageUrl()),
                settings.kafka(),
                settings.console(),
                settings.wall(),
                meters));
        service.start();
        AlertingWatcher watcher = parts.add(new AlertingWatcher(
                configuration.folder(),
                changed -> service.reload(changed.withExternalUrl(settings.pageUrl())),
                System.err));
        ListenAddress listen = settings.listen();
        ApiServer api = parts.add(new ApiServer(
                listen,
                service.desk(),
                new ApiServer.Surroundings(
                        "http://" + listen.host() + ":" + listen.port(),
                        Main.version(),
                        parts::health,
                        watcher::reload,
                        settings.wall(),
                        meters)));
        try {
            api.start();
        } catch (IOException e) {
            throw new StartupException(e.getMessage(), e);
        }
        watcher.start();
        return new AlertingRole(service, api);
    }

    AlertingService service() {
        return service;
    }

    /** Where the API really is, also when any free port was asked for. */
    int port() {
        return api.port();
    }
}
