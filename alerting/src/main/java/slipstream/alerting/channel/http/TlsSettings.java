package slipstream.alerting.channel.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.contract.document.Fields;

/**
 * How a receiver's certificate is judged, and which one is shown to it.
 *
 * @param insecure any certificate is taken
 * @param authorities the only authorities that are trusted, as PEM; empty for those of the Java runtime
 * @param certificate our own certificate, as PEM
 * @param key its private key, as PEM
 * @param serverName the name that is asked for and that the certificate must carry, instead of the address's
 */
public record TlsSettings(
        boolean insecure,
        Optional<String> authorities,
        Optional<String> certificate,
        Optional<Secret> key,
        Optional<String> serverName) {
    /** The authorities of the Java runtime, and the address's own name. */
    public static final TlsSettings DEFAULT =
            new TlsSettings(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public TlsSettings {
        Objects.requireNonNull(authorities, "authorities");
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(serverName, "serverName");
    }

    /** Reads {@code tls_config} of a section; files are read once, here. */
    public static TlsSettings read(Fields section, Path folder) {
        Optional<Fields> read = section.fields("tls_config");
        if (read.isEmpty()) {
            return DEFAULT;
        }
        Fields tls = read.get();
        boolean insecure = tls.bool("insecure_skip_verify").orElse(false);
        if (insecure) {
            tls.warning("insecure_skip_verify", "lets anybody on the way read and change the messages");
        }
        for (String key : List.of("min_version", "max_version")) {
            if (tls.has(key)) {
                tls.warning(key, "has no effect: TLS 1.2 and 1.3 are spoken");
            }
        }
        TlsSettings settings = new TlsSettings(
                insecure,
                SecretFields.read(tls, "ca", folder).map(Secret::value),
                SecretFields.read(tls, "cert", folder).map(Secret::value),
                SecretFields.read(tls, "key", folder),
                tls.text("server_name"));
        tls.done();
        if (settings.certificate.isPresent() != settings.key.isPresent()) {
            tls.error(settings.key.isPresent() ? "cert_file" : "key_file", "a certificate and its key go together");
            return DEFAULT;
        }
        return settings.checked(tls);
    }

    private TlsSettings checked(Fields tls) {
        try {
            if (authorities.isPresent()) {
                Pem.anchors(authorities.get());
            }
        } catch (IOException | GeneralSecurityException e) {
            tls.error(SecretFields.keyOf(tls, "ca"), "has no certificates in PEM form: " + e.getMessage());
            return DEFAULT;
        }
        try {
            if (certificate.isPresent()) {
                Pem.identity(certificate.get(), key.orElseThrow());
            }
        } catch (IOException | GeneralSecurityException e) {
            tls.error(SecretFields.keyOf(tls, "key"), "cannot be used: " + e.getMessage());
            return DEFAULT;
        }
        return this;
    }
}
