package slipstream.ingest.probe;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** When the certificate that a server showed expires: its own, the first of its chain, not that of the authority behind it. */
final class ServerCertificate {
    private ServerCertificate() {}

    /** The end of what was shown in a handshake, whether or not it is trusted or for the right name. */
    static Optional<Instant> end(SSLSession session) {
        try {
            return end(List.of(session.getPeerCertificates()));
        } catch (SSLPeerUnverifiedException e) {
            // The server showed none, which is what an empty answer says.
            return Optional.empty();
        }
    }

    /**
     * The same where the handshake failed because the certificate has expired: the moment at which its end matters most is
     * the one at which no handshake succeeds any more, and the failure carries the chain that was refused.
     */
    static Optional<Instant> expired(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException invalid
                    && invalid.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                    && invalid.getCertPath() != null) {
                return end(invalid.getCertPath().getCertificates());
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> end(List<? extends Certificate> chain) {
        return chain.stream()
                .limit(1)
                .filter(X509Certificate.class::isInstance)
                .map(first -> ((X509Certificate) first).getNotAfter().toInstant())
                .findFirst();
    }
}
