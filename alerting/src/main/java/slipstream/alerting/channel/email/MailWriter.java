package slipstream.alerting.channel.email;

import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.wording.Clip;
import slipstream.alerting.channel.wording.GroupKeys;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;

/** Writes one message as a mail. The same message makes the same mail, but for its date. */
final class MailWriter {
    /** A line of a header may have 998 bytes; no reader shows as much of a subject. */
    private static final int MAX_HEADER_CHARS = 300;

    private static final int MAX_TEXT_CHARS = 20 * 1024;
    private static final String CHART = "budget-burn";

    private final EmailSettings settings;
    private final Surroundings surroundings;
    private final Message message;
    private final Rendering rendering;
    private final Wording wording;

    MailWriter(EmailSettings settings, Surroundings surroundings, Message message, Rendering rendering) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.message = message;
        this.rendering = rendering;
        this.wording = new Wording(message);
    }

    MimeMessage write(Session session) throws MessagingException {
        Mail mail = new Mail(session, "<" + message.idempotencyKey() + "@" + host() + ">");
        mail.setFrom(new InternetAddress(line(rendering.text(settings.from(), settings::from))));
        mail.setRecipients(
                RecipientType.TO, InternetAddress.parse(line(rendering.text(settings.to(), settings::to)), true));
        mail.setSentDate(Date.from(surroundings.clock().instant()));
        mail.setSubject(subject(), StandardCharsets.UTF_8.name());
        for (Map.Entry<String, String> header : settings.headers().entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Subject")) {
                mail.setHeader(header.getKey(), encoded(line(rendering.text(header.getValue(), () -> ""))));
            }
        }
        if (settings.threading()) {
            String thread = "<" + GroupKeys.hash(message.group().groupKey()) + "@" + host() + ">";
            mail.setHeader("References", thread);
            mail.setHeader("In-Reply-To", thread);
        }
        // So that nobody's absence is answered to the alert (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setContent(content());
        mail.saveChanges();
        return mail;
    }

    private String subject() {
        Optional<String> configured = settings.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Subject"))
                .map(Map.Entry::getValue)
                .findFirst();
        return line(rendering.text(configured, "email.default.subject", () -> wording.title(MAX_HEADER_CHARS)));
    }

    private MimeMultipart content() throws MessagingException {
        MimeMultipart alternative = new MimeMultipart("alternative");
        if (settings.text().isPresent() || settings.html().isEmpty()) {
            alternative.addBodyPart(text());
        }
        if (settings.html().isPresent()) {
            alternative.addBodyPart(html(settings.html().get()));
        }
        return alternative;
    }

    private BodyPart text() throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        String text = settings.text()
                .map(template -> rendering.text(template, () -> wording.text(MAX_TEXT_CHARS)))
                .orElseGet(() -> wording.text(MAX_TEXT_CHARS));
        part.setText(text, StandardCharsets.UTF_8.name(), "plain");
        return part;
    }

    /** HTML, and with it, where the alert has evidence, a small picture of its burn rates. */
    private BodyPart html(String template) throws MessagingException {
        MimeBodyPart page = new MimeBodyPart();
        String html = rendering.html(Optional.of(template), "", () -> "<pre>" + escaped() + "</pre>");
        Optional<byte[]> chart = BurnChart.of(message.group().events());
        String image = "<p><img src=\"cid:" + CHART + "\" alt=\"burn rates and their limits\"></p>";
        page.setText(chart.isPresent() ? withImage(html, image) : html, StandardCharsets.UTF_8.name(), "html");
        if (chart.isEmpty()) {
            return page;
        }
        MimeBodyPart picture = new MimeBodyPart();
        picture.setDataHandler(new jakarta.activation.DataHandler(
                new jakarta.mail.util.ByteArrayDataSource(chart.get(), "image/png")));
        picture.setContentID("<" + CHART + ">");
        picture.setDisposition(MimeBodyPart.INLINE);
        picture.setFileName(CHART + ".png");
        MimeMultipart related = new MimeMultipart("related");
        related.addBodyPart(page);
        related.addBodyPart(picture);
        MimeBodyPart both = new MimeBodyPart();
        both.setContent(related);
        return both;
    }

    private static String withImage(String html, String image) {
        int end = html.lastIndexOf("</body>");
        return end < 0 ? html + image : html.substring(0, end) + image + "\n" + html.substring(end);
    }

    private String escaped() {
        return wording.text(MAX_TEXT_CHARS).replace("&", "&amp;").replace("<", "&lt;");
    }

    /** No value can begin another header. */
    private static String line(String text) {
        return Clip.line(text, MAX_HEADER_CHARS);
    }

    private static String encoded(String text) {
        try {
            return MimeUtility.fold(9, MimeUtility.encodeText(text, StandardCharsets.UTF_8.name(), null));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    /** The domain of the sender, in which our identifiers are unique. */
    private String host() {
        String from = settings.from();
        String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return domain.isEmpty() ? "slipstream" : domain;
    }

    /** A mail with an identifier of our own; the library would make one up for each attempt. */
    private static final class Mail extends MimeMessage {
        private final String id;

        Mail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
