package slipstream.alerting;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.route.Routing;
import slipstream.contract.document.Problems;

/**
 * Who is told of alerts. The console always is; further receivers come from an {@code alertmanager.yml}.
 *
 * @param receivers the receivers that can be told beside the console
 * @param routing which of them are told what; absent when nobody is told but the console
 * @param externalUrl where people find Slipstream; receivers show it as a link
 * @param colour whether the console is told in colours
 */
public record AlertingSettings(
        List<ReceiverSettings> receivers, Optional<Routing> routing, String externalUrl, boolean colour) {
    /** The name of the receiver that is always there. */
    public static final String CONSOLE = "console";

    /** The file in the configuration folder that is read. */
    public static final String FILE = "alertmanager.yml";

    /** The query API's page, as it is served unless told otherwise. */
    public static final String DEFAULT_EXTERNAL_URL = "http://127.0.0.1:8080";

    /** @throws IllegalArgumentException when the external URL is not an absolute HTTP address */
    public AlertingSettings {
        receivers = List.copyOf(receivers);
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(externalUrl, "externalUrl");
        String scheme = URI.create(externalUrl).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "the external URL '" + externalUrl + "' must begin with http:// or https://");
        }
    }

    /** What holds without a configuration file. */
    public static AlertingSettings consoleOnly() {
        return new AlertingSettings(List.of(), Optional.empty(), DEFAULT_EXTERNAL_URL, false);
    }

    /**
     * Reads {@code alertmanager.yml} in a configuration folder; without the file only the console is told. With errors among
     * the problems the result is not to be used.
     */
    public static AlertingSettings read(Path configDir, Problems problems) {
        Path file = configDir.resolve(FILE);
        if (Files.notExists(file)) {
            return consoleOnly();
        }
        return new AlertmanagerFile(configDir, problems)
                .read(file)
                .map(read -> new AlertingSettings(
                        read.receivers(), Optional.of(read.routing()), DEFAULT_EXTERNAL_URL, false))
                .orElseGet(AlertingSettings::consoleOnly);
    }

    /** The names of the receivers that an alert with these labels goes to, each once: the console, and where the routes lead. */
    public Set<String> told(Map<String, String> labels) {
        Set<String> told = new LinkedHashSet<>(Set.of(CONSOLE));
        routing.ifPresent(tree -> tree.root().match(labels).forEach(route -> told.add(route.receiver())));
        return told;
    }

    /** The same, with another address for people. */
    public AlertingSettings withExternalUrl(String url) {
        return new AlertingSettings(receivers, routing, url, colour);
    }

    /** The same, with or without colours on the console. */
    public AlertingSettings withColour(boolean coloured) {
        return new AlertingSettings(receivers, routing, externalUrl, coloured);
    }
}
