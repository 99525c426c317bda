package slipstream.alerting.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.http.OneLine;
import slipstream.alerting.channel.wording.Rendering;

/** Hands mails to a mail server. What it says to the last of them is the verdict. */
final class EmailChannel implements Channel {
    private final EmailSettings settings;
    private final Surroundings surroundings;
    private final Session session;

    EmailChannel(EmailSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.session = MailSession.of(settings.server());
    }

    @Override
    public String kind() {
        return EmailSettings.KIND;
    }

    @Override
    public String target() {
        return settings.to() + " through " + settings.server().host();
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        Rendering rendering = new Rendering(surroundings, message);
        MimeMessage mail;
        try {
            mail = new MailWriter(settings, surroundings, message, rendering).write(session);
            if (mail.getAllRecipients() == null) {
                throw new AddressException("there is no recipient");
            }
        } catch (MessagingException e) {
            return new Delivery.Rejected(
                    DeliveryReason.REFUSED, OneLine.of("the mail cannot be written: " + e.getMessage()));
        }
        return rendering.annotated(sent(mail));
    }

    /** Sockets do not end when their thread is interrupted, so that another thread waits for them, and is left to its own time limits. */
    private Delivery sent(MimeMessage mail) throws InterruptedException {
        FutureTask<String> attempt = new FutureTask<>(() -> send(mail));
        Thread sender = new Thread(attempt, "mail-" + settings.server().host());
        sender.setDaemon(true);
        sender.start();
        try {
            return new Delivery.Delivered(
                    OneLine.of(attempt.get(MailSession.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            attempt.cancel(true);
            return new Delivery.Retry(
                    DeliveryReason.TIMED_OUT,
                    "no answer from " + settings.server().host() + " within " + MailSession.TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MessagingException failure) {
                return MailVerdict.of(failure, settings.server().host());
            }
            throw new IllegalStateException("the mail library failed in an unexpected way", e.getCause());
        }
    }

    private String send(MimeMessage mail) throws MessagingException {
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(
                    settings.server().user().orElse(null),
                    settings.server().password().map(Secret::value).orElse(null));
            transport.sendMessage(mail, mail.getAllRecipients());
            return "taken by " + settings.server().host();
        }
    }
}
