package slipstream.alerting.channel.email;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.email.EmailSettings.Server;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.TlsSettings;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/** Reads one entry of {@code email_configs}; what it leaves out stands in the global section under {@code smtp_…}. */
final class EmailSettingsReader {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]+\\]|[^:]+):(\\d{1,5})");

    private final Fields entry;
    private final GlobalSection global;

    EmailSettingsReader(Fields entry, GlobalSection global) {
        this.entry = entry;
        this.global = global;
    }

    Optional<ChannelSettings> read() {
        if (!entry.has("to")) {
            entry.missing("to");
        }
        Optional<String> to = TemplateFields.read(entry, "to");
        Optional<String> from = TemplateFields.read(entry, "from").or(() -> global.text("smtp_from"));
        if (from.isEmpty() && !entry.has("from")) {
            entry.error("from", "is required, here or as global.smtp_from");
        }
        Optional<Server> server = server();
        Map<String, String> headers = new LinkedHashMap<>(TemplateFields.map(entry, "headers"));
        Optional<String> html = template("html", "email.default.html");
        Optional<String> text = template("text", "email.default.text");
        boolean threading =
                entry.fields("threading").map(EmailSettingsReader::threading).orElse(true);
        boolean sendResolved = entry.bool("send_resolved").orElse(false);
        entry.done();
        if (to.isEmpty() || from.isEmpty() || server.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new EmailSettings(server.get(), to.get(), from.get(), headers, html, text, threading, sendResolved));
    }

    /** A key that is there without a value asks for a mail without that part. */
    private Optional<String> template(String key, String name) {
        boolean absent = entry.has(key) && !entry.holds(key);
        Optional<String> own = entry.holds(key) ? TemplateFields.read(entry, key) : Optional.empty();
        return absent ? Optional.empty() : own.or(() -> Optional.of("{{ template \"" + name + "\" . }}"));
    }

    private static boolean threading(Fields threading) {
        boolean enabled = threading.bool("enabled").orElse(false);
        if (threading.has("thread_by_date")) {
            threading.warning("thread_by_date", "has no effect: the mails about one group form one thread");
        }
        threading.done();
        return enabled;
    }

    private Optional<Server> server() {
        Optional<String> smarthost = entry.text("smarthost").or(() -> global.text("smtp_smarthost"));
        if (smarthost.isEmpty()) {
            entry.error("smarthost", "is required, here or as global.smtp_smarthost");
            return Optional.empty();
        }
        Matcher matcher = HOST_AND_PORT.matcher(smarthost.get());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            entry.error("smarthost", "must be a host and a port, for example mail.example:587");
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(2));
        Optional<Secret> password = global.secret(entry, "auth_password", "smtp_auth_password");
        Optional<Secret> shared = global.secret(entry, "auth_secret", "smtp_auth_secret");
        boolean implicit = flag("force_implicit_tls").orElse(port == EmailSettings.IMPLICIT_TLS_PORT);
        return Optional.of(new Server(
                matcher.group(1),
                port,
                either("hello").orElse("localhost"),
                either("auth_username").filter(user -> !user.isEmpty()),
                password.or(() -> shared),
                // A shared secret is for CRAM-MD5 alone; it must not be sent as a password.
                password.isPresent() ? List.of("PLAIN", "LOGIN") : List.of("CRAM-MD5"),
                either("auth_identity").filter(identity -> !identity.isEmpty()),
                flag("require_tls").orElse(true),
                implicit,
                tls()));
    }

    private TlsSettings tls() {
        Optional<Fields> section = global.section();
        if (entry.has("tls_config") || section.isEmpty() || !section.get().has("smtp_tls_config")) {
            return TlsSettings.read(entry, global.folder());
        }
        section.get().warning("smtp_tls_config", "has no effect: write it as tls_config of each email_configs entry");
        return TlsSettings.DEFAULT;
    }

    private Optional<String> either(String key) {
        return entry.text(key).or(() -> global.text("smtp_" + key));
    }

    private Optional<Boolean> flag(String key) {
        return entry.bool(key).or(() -> global.section().flatMap(section -> section.bool("smtp_" + key)));
    }
}
