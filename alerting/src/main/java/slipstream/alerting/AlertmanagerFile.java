package slipstream.alerting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.route.Routing;
import slipstream.alerting.route.RoutingReader;
import slipstream.alerting.route.WaitingTime;
import slipstream.alerting.template.TemplateFiles;
import slipstream.alerting.template.Templates;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/**
 * Reads an {@code alertmanager.yml}: routes, receivers, inhibition, time intervals, templates. What would send an alert somewhere
 * else, or keep it back, and is not understood is an error rather than ignored, since nobody notices an alert that does not come.
 */
final class AlertmanagerFile {
    private static final List<String> WITHOUT_EFFECT = List.of("tracing", "event_recorder");

    /** Keys of the global section that channels ask for where an entry of theirs leaves them out. */
    private static final List<String> GLOBAL_OF_CHANNELS = List.of(
            "http_config",
            "opsgenie_api_key",
            "opsgenie_api_key_file",
            "opsgenie_api_url",
            "pagerduty_url",
            "slack_api_url",
            "slack_api_url_file",
            "slack_app_token",
            "slack_app_token_file",
            "slack_app_url",
            "smtp_auth_identity",
            "smtp_auth_password",
            "smtp_auth_password_file",
            "smtp_auth_secret",
            "smtp_auth_secret_file",
            "smtp_auth_username",
            "smtp_force_implicit_tls",
            "smtp_from",
            "smtp_hello",
            "smtp_require_tls",
            "smtp_smarthost",
            "smtp_tls_config",
            "telegram_api_url",
            "telegram_bot_token",
            "telegram_bot_token_file");

    /** Keys of the global section for channels that there are not here. */
    private static final List<String> GLOBAL_WITHOUT_EFFECT = List.of(
            "jira_api_url",
            "mattermost_webhook_url",
            "mattermost_webhook_url_file",
            "rocketchat_api_url",
            "rocketchat_token",
            "rocketchat_token_file",
            "rocketchat_token_id",
            "rocketchat_token_id_file",
            "victorops_api_key",
            "victorops_api_key_file",
            "victorops_api_url",
            "webex_api_url",
            "wechat_api_corp_id",
            "wechat_api_secret",
            "wechat_api_secret_file",
            "wechat_api_url");

    private final Path folder;
    private final Problems problems;

    AlertmanagerFile(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * Who can be told, and who is told what.
     *
     * @param root the file, for warnings that need to know of others
     * @param resolveTimeout after which an alert is over that somebody posted without an end
     * @param global what channels ask for where an entry of theirs leaves it out
     */
    record Contents(
            Fields root,
            List<ReceiverSettings> receivers,
            Routing routing,
            Duration resolveTimeout,
            Templates templates,
            GlobalSection global) {
        /**
         * Warns of receivers whom nothing leads to, and of those who have no channel.
         *
         * @param beyond the names of receivers that are told although no route leads to them
         */
        void warnOfUntold(Set<String> beyond) {
            Set<String> told = new TreeSet<>(routing.root().receivers());
            told.addAll(beyond);
            for (ReceiverSettings receiver : receivers) {
                if (!told.contains(receiver.name())) {
                    root.warning("receivers", "'" + receiver.name() + "' is told nothing: no route leads to it");
                } else if (receiver.channels().isEmpty()) {
                    root.warning("receivers", "'" + receiver.name() + "' has no channel: only the console is told");
                }
            }
        }
    }

    /** Reads the file; empty when it has no routes, and not to be used with errors among the problems. */
    Optional<Contents> read(Path file) {
        List<Element> documents = YamlReader.read(file, problems);
        if (documents.size() > 1) {
            Element second = documents.get(1);
            problems.error(second.where(), second.path(), "the file holds more than one document");
            return Optional.empty();
        }
        return documents.stream()
                .findFirst()
                .flatMap(root -> root.asFields(problems))
                .flatMap(this::root);
    }

    private Optional<Contents> root(Fields root) {
        Optional<Fields> global = root.fields("global");
        GlobalSection forChannels = new GlobalSection(folder, global);
        Map<String, ReceiverSettings> receivers = receivers(root, forChannels);
        Duration resolveTimeout = global.map(AlertmanagerFile::global).orElse(AlertingSettings.RESOLVE_TIMEOUT);
        Optional<Routing> routing = RoutingReader.read(root, receivers.keySet());
        Templates templates = TemplateFiles.read(root, folder, Templates.standard());
        for (String key : WITHOUT_EFFECT) {
            if (root.has(key)) {
                root.warning(key, "has no effect: decisions stand on slipstream.notifications");
            }
        }
        root.done();
        return routing.map(read ->
                new Contents(root, List.copyOf(receivers.values()), read, resolveTimeout, templates, forChannels));
    }

    private static Duration global(Fields global) {
        Duration resolveTimeout = global.converted("resolve_timeout", "a duration such as 5m", WaitingTime::parse)
                .orElse(AlertingSettings.RESOLVE_TIMEOUT);
        GLOBAL_OF_CHANNELS.forEach(global::has);
        for (String key : GLOBAL_WITHOUT_EFFECT) {
            if (global.has(key)) {
                global.warning(key, "has no effect: nobody is told through that channel");
            }
        }
        global.done();
        return resolveTimeout;
    }

    private Map<String, ReceiverSettings> receivers(Fields root, GlobalSection global) {
        Map<String, ReceiverSettings> receivers = new LinkedHashMap<>();
        for (Fields receiver : root.listOfFields("receivers")) {
            Optional<String> name = receiver.requiredText("name");
            List<ReceiverSettings> read = name.stream()
                    .map(text -> new ReceiverSettings(text, Channels.read(text, receiver, global)))
                    .toList();
            receiver.done();
            for (ReceiverSettings settings : read) {
                if (settings.name().equals(AlertingSettings.CONSOLE)) {
                    receiver.error("name", "'console' is the name of the console, which is always told");
                } else if (receivers.putIfAbsent(settings.name(), settings) != null) {
                    receiver.error("name", "'" + settings.name() + "' is the name of another receiver too");
                }
            }
        }
        return receivers;
    }
}
