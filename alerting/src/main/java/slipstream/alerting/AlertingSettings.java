package slipstream.alerting;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Problems;

/**
 * Who is told of alerts. The console always is; further receivers come from an {@code alertmanager.yml}.
 *
 * @param receivers the receivers that are told beside the console
 * @param externalUrl where people find Slipstream; receivers show it as a link
 * @param colour whether the console is told in colours
 */
public record AlertingSettings(List<ReceiverSettings> receivers, String externalUrl, boolean colour) {
    /** The name of the receiver that is always there. */
    public static final String CONSOLE = "console";

    /** The file in the configuration folder that is read. */
    public static final String FILE = "alertmanager.yml";

    /** The query API's page, as it is served unless told otherwise. */
    public static final String DEFAULT_EXTERNAL_URL = "http://127.0.0.1:8080";

    /** @throws IllegalArgumentException when the external URL is not an absolute HTTP address */
    public AlertingSettings {
        receivers = List.copyOf(receivers);
        Objects.requireNonNull(externalUrl, "externalUrl");
        String scheme = URI.create(externalUrl).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "the external URL '" + externalUrl + "' must begin with http:// or https://");
        }
    }

    /** What holds without a configuration file. */
    public static AlertingSettings consoleOnly() {
        return new AlertingSettings(List.of(), DEFAULT_EXTERNAL_URL, false);
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
        Optional<ReceiverSettings> told = new AlertmanagerFile(configDir, problems).read(file);
        return new AlertingSettings(told.stream().toList(), DEFAULT_EXTERNAL_URL, false);
    }

    /** The same, with another address for people. */
    public AlertingSettings withExternalUrl(String url) {
        return new AlertingSettings(receivers, url, colour);
    }

    /** The same, with or without colours on the console. */
    public AlertingSettings withColour(boolean coloured) {
        return new AlertingSettings(receivers, externalUrl, coloured);
    }
}
