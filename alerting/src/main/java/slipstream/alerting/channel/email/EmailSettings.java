package slipstream.alerting.channel.email;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.TlsSettings;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code email_configs} in an {@code alertmanager.yml}.
 *
 * @param server whose mail server takes the mail
 * @param to a template: one or more addresses with commas between them
 * @param from a template: one address
 * @param headers templates of further headers; {@code Subject} among them
 * @param html the template of the HTML part; empty for a mail of text alone
 * @param text the template of the text part
 * @param threading whether the mails about one group of alerts form a thread
 */
public record EmailSettings(
        Server server,
        String to,
        String from,
        Map<String, String> headers,
        Optional<String> html,
        Optional<String> text,
        boolean threading,
        boolean sendResolved)
        implements ChannelSettings {
    static final String KIND = "email";

    /** The port on which TLS begins at once (RFC 8314). */
    static final int IMPLICIT_TLS_PORT = 465;

    /**
     * A mail server.
     *
     * @param hello what we call ourselves
     * @param user empty for no login
     * @param requireTls whether nothing is sent before the connection is encrypted
     * @param implicitTls whether TLS begins at once, as on port 465
     */
    record Server(
            String host,
            int port,
            String hello,
            Optional<String> user,
            Optional<Secret> password,
            List<String> mechanisms,
            Optional<String> identity,
            boolean requireTls,
            boolean implicitTls,
            TlsSettings tls) {
        Server {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    public EmailSettings {
        Objects.requireNonNull(server, "server");
        headers = Map.copyOf(headers);
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        return new EmailSettingsReader(entry, global).read();
    }

    @Override
    public Optional<ChannelSettings> forPerson(Optional<String> phone, Optional<String> email) {
        return email.map(
                address -> new EmailSettings(server, address, from, headers, html, text, threading, sendResolved));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new EmailChannel(this, surroundings);
    }
}
