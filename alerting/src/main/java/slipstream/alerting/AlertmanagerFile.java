package slipstream.alerting;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.route.Routing;
import slipstream.alerting.route.RoutingReader;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/**
 * Reads as much of an {@code alertmanager.yml} as this release can honour: the routes, and receivers with webhooks. What
 * would send an alert somewhere else, or keep it back, is an error rather than ignored, since nobody notices an alert that
 * does not come; what only shapes or delays notifications is a warning.
 */
final class AlertmanagerFile {
    private static final String NOT_YET = "is not supported yet; alerts would go to the wrong people without it";
    private static final String NOT_APPLIED =
            "is not applied yet: each alert is told by itself, at once, and once for each change";

    private static final List<String> ROOT_NOT_YET =
            List.of("inhibit_rules", "mute_time_intervals", "time_intervals", "templates", "tracing", "event_recorder");
    private static final List<String> GLOBAL_NOT_YET = List.of(
            "http_config",
            "jira_api_url",
            "mattermost_webhook_url",
            "opsgenie_api_key",
            "opsgenie_api_key_file",
            "opsgenie_api_url",
            "pagerduty_url",
            "rocketchat_api_url",
            "slack_api_url",
            "slack_api_url_file",
            "smtp_auth_identity",
            "smtp_auth_password",
            "smtp_auth_password_file",
            "smtp_auth_secret",
            "smtp_auth_username",
            "smtp_from",
            "smtp_hello",
            "smtp_require_tls",
            "smtp_smarthost",
            "smtp_tls_config",
            "telegram_api_url",
            "telegram_bot_token_file",
            "victorops_api_key",
            "victorops_api_url",
            "webex_api_url",
            "wechat_api_corp_id",
            "wechat_api_secret",
            "wechat_api_url");
    private static final List<String> ROUTE_NOT_APPLIED =
            List.of("group_by", "group_interval", "group_wait", "repeat_interval");

    private final Path folder;
    private final Problems problems;

    AlertmanagerFile(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** Who can be told, and who is told what. */
    record Contents(List<ReceiverSettings> receivers, Routing routing) {}

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
        root.fields("global").ifPresent(this::global);
        Map<String, ReceiverSettings> receivers = receivers(root);
        Optional<Routing> routing = RoutingReader.read(root, receivers.keySet());
        root.fields("route").ifPresent(AlertmanagerFile::warnOfTiming);
        refuse(root, ROOT_NOT_YET);
        root.done();
        routing.ifPresent(read -> warnOfUntold(root, read.root().receivers(), receivers));
        return routing.map(read -> new Contents(List.copyOf(receivers.values()), read));
    }

    private static void warnOfTiming(Fields route) {
        for (String key : ROUTE_NOT_APPLIED) {
            if (route.has(key)) {
                route.warning(key, NOT_APPLIED);
            }
        }
        if (route.has("routes")) {
            route.listOfFields("routes").forEach(AlertmanagerFile::warnOfTiming);
        }
    }

    private void global(Fields global) {
        if (global.has("resolve_timeout")) {
            global.warning("resolve_timeout", "has no effect: our alerts say themselves when they are over");
        }
        refuse(global, GLOBAL_NOT_YET);
        global.done();
    }

    private Map<String, ReceiverSettings> receivers(Fields root) {
        Map<String, ReceiverSettings> receivers = new LinkedHashMap<>();
        for (Fields receiver : root.listOfFields("receivers")) {
            Optional<String> name = receiver.requiredText("name");
            List<ReceiverSettings> read = name.stream()
                    .map(text -> new ReceiverSettings(text, Channels.read(receiver, folder)))
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

    private static void warnOfUntold(Fields root, Set<String> told, Map<String, ReceiverSettings> receivers) {
        receivers.forEach((name, receiver) -> {
            if (!told.contains(name)) {
                root.warning("receivers", "'" + name + "' is told nothing: no route leads to it");
            } else if (receiver.channels().isEmpty()) {
                root.warning("receivers", "'" + name + "' has no channel: only the console is told");
            }
        });
    }

    private static void refuse(Fields fields, List<String> keys) {
        for (String key : keys) {
            if (fields.has(key)) {
                fields.error(key, NOT_YET);
            }
        }
    }
}
