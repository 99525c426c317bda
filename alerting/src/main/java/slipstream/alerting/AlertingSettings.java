package slipstream.alerting;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Directory;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.webhook.WebhookSettings;
import slipstream.alerting.dispatch.Rules;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.oncall.OncallReader;
import slipstream.alerting.oncall.ReceiverExtras;
import slipstream.alerting.route.Routing;
import slipstream.alerting.template.Templates;
import slipstream.contract.document.Problems;

/**
 * Who is told of alerts. The console always is; further receivers come from an {@code alertmanager.yml}.
 *
 * @param receivers the receivers that can be told beside the console
 * @param routing which of them are told what; absent when nobody is told but the console
 * @param oncall what {@code oncall.yml} says
 * @param templates what texts of the configuration may call by name
 * @param resolveTimeout after which an alert is over that somebody posted without an end
 * @param text of {@code alertmanager.yml}; empty when there is none
 * @param externalUrl where people find Slipstream; receivers show it as a link
 * @param colour whether the console is told in colours
 */
public record AlertingSettings(
        List<ReceiverSettings> receivers,
        Optional<Routing> routing,
        Oncall oncall,
        Templates templates,
        Duration resolveTimeout,
        String text,
        String externalUrl,
        boolean colour) {
    /** The name of the receiver that is always there. */
    public static final String CONSOLE = "console";

    /** The file in the configuration folder that is read. */
    public static final String FILE = "alertmanager.yml";

    /** After which an alert without an end is over (Alertmanager, {@code config.DefaultGlobalConfig}). */
    static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    /** The query API's page, as it is served unless told otherwise. */
    public static final String DEFAULT_EXTERNAL_URL = "http://127.0.0.1:8080";

    /** @throws IllegalArgumentException when the external URL is not an absolute HTTP address */
    public AlertingSettings {
        receivers = List.copyOf(receivers);
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(oncall, "oncall");
        Objects.requireNonNull(templates, "templates");
        Objects.requireNonNull(resolveTimeout, "resolveTimeout");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(externalUrl, "externalUrl");
        String scheme = URI.create(externalUrl).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "the external URL '" + externalUrl + "' must begin with http:// or https://");
        }
    }

    /** What holds without a configuration file. */
    public static AlertingSettings consoleOnly() {
        return new AlertingSettings(
                List.of(),
                Optional.empty(),
                Oncall.NONE,
                Templates.standard(),
                RESOLVE_TIMEOUT,
                "",
                DEFAULT_EXTERNAL_URL,
                false);
    }

    /**
     * Reads {@code alertmanager.yml} and {@code oncall.yml} in a configuration folder; without the files only the console is told.
     * With errors among the problems the result is not to be used.
     */
    public static AlertingSettings read(Path configDir, Problems problems) {
        Path file = configDir.resolve(FILE);
        Optional<AlertmanagerFile.Contents> contents =
                Files.exists(file) ? new AlertmanagerFile(configDir, problems).read(file) : Optional.empty();
        GlobalSection global = contents.map(AlertmanagerFile.Contents::global)
                .orElseGet(() -> new GlobalSection(configDir, Optional.empty()));
        List<ReceiverSettings> receivers =
                contents.map(AlertmanagerFile.Contents::receivers).orElse(List.of());
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        receivers.forEach(receiver -> kinds.put(
                receiver.name(),
                receiver.channels().stream().map(ChannelSettings::kind).toList()));
        OncallReader.Known known = new OncallReader.Known(
                kinds,
                contents.map(read -> read.routing().timeIntervals()).orElse(Map.of()),
                (name, fields) -> Channels.readOnCall(name, fields, global));
        Oncall oncall = OncallReader.read(configDir, known, problems);
        contents.ifPresent(read -> read.warnOfUntold(oncall.toldBeyondTheRoutes()));
        return new AlertingSettings(
                receivers,
                contents.map(AlertmanagerFile.Contents::routing),
                oncall,
                contents.map(AlertmanagerFile.Contents::templates).orElseGet(Templates::standard),
                contents.map(AlertmanagerFile.Contents::resolveTimeout).orElse(RESOLVE_TIMEOUT),
                text(file),
                DEFAULT_EXTERNAL_URL,
                false);
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            // Whoever reads it for its contents has said so.
            return "";
        }
    }

    /** The rules by which alerts are told. */
    public Rules rules() {
        return new Rules(routing, oncall);
    }

    /** Whose telephones ring for whoever is on call. */
    public Directory directory() {
        return (name, instant) -> oncall.people().phone(name, instant).stream().toList();
    }

    /** Every receiver with all its channels, those of {@code oncall.yml} included, and with what that says about webhooks. */
    public List<ReceiverSettings> allReceivers() {
        Map<String, ReceiverSettings> all = new LinkedHashMap<>();
        receivers.forEach(receiver -> all.put(receiver.name(), receiver));
        oncall.receivers().forEach((name, extras) -> {
            List<ChannelSettings> channels = new ArrayList<>();
            Optional.ofNullable(all.get(name)).ifPresent(known -> channels.addAll(known.channels()));
            channels.addAll(extras.channels());
            all.put(name, new ReceiverSettings(name, channels));
        });
        return all.values().stream().map(this::dressed).toList();
    }

    private ReceiverSettings dressed(ReceiverSettings receiver) {
        ReceiverExtras extras = oncall.receiver(receiver.name());
        return new ReceiverSettings(
                receiver.name(),
                receiver.channels().stream()
                        .map(channel -> channel instanceof WebhookSettings webhook ? dressed(webhook, extras) : channel)
                        .toList());
    }

    private static ChannelSettings dressed(WebhookSettings webhook, ReceiverExtras extras) {
        WebhookSettings signed = extras.signing().map(webhook::withSigning).orElse(webhook);
        return extras.format().map(signed::withFormat).orElse(signed);
    }

    /** The names of the receivers that an alert with these labels goes to, each once: the console, and where the routes lead. */
    public Set<String> told(Map<String, String> labels) {
        Set<String> told = new LinkedHashSet<>(Set.of(CONSOLE));
        routing.ifPresent(tree -> tree.root().match(labels).forEach(route -> told.add(route.receiver())));
        return told;
    }

    /** Without the text of the file, which holds secrets. */
    @Override
    public String toString() {
        return "AlertingSettings[receivers=" + receivers + ", routing=" + routing + ", oncall=" + oncall
                + ", resolveTimeout=" + resolveTimeout + ", externalUrl=" + externalUrl + ", colour=" + colour + "]";
    }

    /** The same, with another address for people. */
    public AlertingSettings withExternalUrl(String url) {
        return new AlertingSettings(receivers, routing, oncall, templates, resolveTimeout, text, url, colour);
    }

    /** The same, with or without colours on the console. */
    public AlertingSettings withColour(boolean coloured) {
        return new AlertingSettings(receivers, routing, oncall, templates, resolveTimeout, text, externalUrl, coloured);
    }
}
