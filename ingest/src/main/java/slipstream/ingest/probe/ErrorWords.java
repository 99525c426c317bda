package slipstream.ingest.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import slipstream.ingest.probe.address.AddressRefusedException;

/** A fixed set of words for what can go wrong on the way, so that failures can be counted by them. */
final class ErrorWords {
    /** Nothing was learnt about the target, because this machine has no network. */
    static final String OWN_NETWORK = "network";

    private ErrorWords() {}

    static String of(IOException e) {
        if (has(e, AddressRefusedException.class)) {
            return "address_refused";
        }
        if (e instanceof AnswerRefusedException refused) {
            return refused.word();
        }
        if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
            return "credentials";
        }
        if (e instanceof UnknownHostException) {
            return "dns";
        }
        if (e instanceof SSLException) {
            return ofTls(e);
        }
        if (e instanceof InterruptedIOException) {
            return "timeout";
        }
        if (isOwnNetwork(e)) {
            return OWN_NETWORK;
        }
        if (e instanceof NoRouteToHostException) {
            return "unreachable";
        }
        if (e instanceof ConnectException) {
            return message(e).contains("refused") ? "refused" : "connect";
        }
        if (e instanceof ProtocolException) {
            return "protocol";
        }
        if (e instanceof EOFException
                || e instanceof SocketException
                || message(e).contains("unexpected end")) {
            return "closed";
        }
        return "io";
    }

    private static String ofTls(IOException e) {
        if (e instanceof SSLPeerUnverifiedException) {
            return "certificate_name";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "certificate_expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "certificate_not_yet_valid";
            }
            if (cause instanceof CertPathValidatorException invalid
                    && invalid.getReason() == CertPathValidatorException.BasicReason.EXPIRED) {
                return "certificate_expired";
            }
        }
        return message(e).contains("unable to find valid certification path") ? "certificate_untrusted" : "tls";
    }

    /** Whether this machine itself has no network, so that nothing was learnt about the target. */
    static boolean isOwnNetwork(IOException e) {
        return e instanceof SocketException && message(e).contains("network is unreachable");
    }

    private static boolean has(IOException e, Class<? extends IOException> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The client wraps what the system said, so the causes are part of the message. */
    private static String message(IOException e) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
