package slipstream.alerting.channel.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.http.OneLine;

/** What a mail server's answer means: 4xx is for now, 5xx for ever (RFC 5321, section 4.2.1). */
final class MailVerdict {
    private MailVerdict() {}

    static Delivery of(MessagingException failure, String host) {
        List<Integer> codes = new ArrayList<>();
        boolean timedOut = false;
        boolean untrusted = false;
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            timedOut = timedOut || cause instanceof SocketTimeoutException;
            untrusted = untrusted || cause instanceof SSLException;
            code(cause, codes);
        }
        String detail = OneLine.of(host + ": " + text(failure));
        if (failure instanceof AuthenticationFailedException) {
            // A password is changed, or a directory is away: the mail can still be told once that is over.
            return new Delivery.Retry(DeliveryReason.REFUSED, "login failed at " + detail);
        }
        boolean transientFailure = codes.stream().anyMatch(code -> code >= 400 && code < 500);
        if (transientFailure) {
            return new Delivery.Retry(DeliveryReason.BUSY, detail);
        }
        if (codes.stream().anyMatch(code -> code >= 500)) {
            return wasSentToSome(failure)
                    ? new Delivery.Delivered("not to everybody: " + detail)
                    : new Delivery.Rejected(DeliveryReason.REFUSED, detail);
        }
        if (untrusted || text(failure).contains("STARTTLS")) {
            return new Delivery.Retry(DeliveryReason.TLS_FAILED, detail);
        }
        return new Delivery.Retry(timedOut ? DeliveryReason.TIMED_OUT : DeliveryReason.UNREACHABLE, detail);
    }

    private static boolean wasSentToSome(MessagingException failure) {
        return failure instanceof SendFailedException partial
                && partial.getValidSentAddresses() != null
                && partial.getValidSentAddresses().length > 0;
    }

    private static Throwable next(Throwable cause) {
        Throwable next = cause instanceof MessagingException mail ? mail.getNextException() : null;
        return next == null ? cause.getCause() : next;
    }

    private static void code(Throwable cause, List<Integer> codes) {
        if (cause instanceof SMTPSendFailedException failed) {
            codes.add(failed.getReturnCode());
        } else if (cause instanceof SMTPAddressFailedException failed) {
            codes.add(failed.getReturnCode());
        } else if (cause instanceof SMTPSenderFailedException failed) {
            codes.add(failed.getReturnCode());
        }
    }

    /** The most telling message of the chain: the server's own words stand in the innermost. */
    private static String text(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        for (Throwable cause = next(failure); cause != null; cause = next(cause)) {
            if (cause.getMessage() != null) {
                text = text + "; " + cause.getMessage();
            }
        }
        return text;
    }
}
