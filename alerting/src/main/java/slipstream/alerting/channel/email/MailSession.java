package slipstream.alerting.channel.email;

import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import slipstream.alerting.channel.email.EmailSettings.Server;
import slipstream.alerting.channel.http.TlsContext;
import slipstream.alerting.channel.http.TlsSettings;

/** What Angus Mail is told about a mail server (package {@code org.eclipse.angus.mail.smtp}, "Properties"). */
final class MailSession {
    /** Of each single wait; {@link EmailChannel} bounds the whole attempt. */
    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private MailSession() {}

    static Session of(Server server) {
        Properties properties = new Properties();
        set(properties, "host", server.host());
        set(properties, "port", server.port());
        set(properties, "localhost", server.hello());
        set(properties, "connectiontimeout", TIMEOUT.toMillis());
        set(properties, "timeout", TIMEOUT.toMillis());
        set(properties, "writetimeout", TIMEOUT.toMillis());
        set(properties, "starttls.enable", !server.implicitTls());
        set(properties, "starttls.required", server.requireTls() && !server.implicitTls());
        set(properties, "ssl.enable", server.implicitTls());
        set(properties, "auth", server.user().isPresent());
        set(properties, "auth.mechanisms", String.join(" ", server.mechanisms()));
        server.identity().ifPresent(identity -> set(properties, "sasl.authorizationid", identity));
        // One person's wrong address does not keep the alert from the others.
        set(properties, "sendpartial", true);
        if (!server.tls().equals(TlsSettings.DEFAULT)) {
            TlsContext context = new TlsContext(server.tls());
            properties.put("mail.smtp.ssl.socketFactory", context.sockets());
            properties.put("mail.smtp.ssl.hostnameverifier", context.names());
            set(properties, "ssl.checkserveridentity", !server.tls().insecure());
            set(properties, "socketFactory.fallback", false);
        }
        return Session.getInstance(properties);
    }

    private static void set(Properties properties, String key, Object value) {
        properties.setProperty("mail.smtp." + key, value.toString());
    }
}
