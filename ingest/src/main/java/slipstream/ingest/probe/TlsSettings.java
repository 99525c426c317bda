package slipstream.ingest.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;

/**
 * How a target's certificate is judged.
 *
 * @param insecure any certificate is taken; its days are still told
 * @param authorities the only authorities that are trusted, as PEM; empty for those of the Java runtime
 * @param serverName the name that is asked for and that the certificate must carry, instead of the target's
 */
public record TlsSettings(boolean insecure, Optional<String> authorities, Optional<String> serverName) {
    /** The authorities of the Java runtime, and the target's own name. */
    public static final TlsSettings DEFAULT = new TlsSettings(false, Optional.empty(), Optional.empty());

    public TlsSettings {
        Objects.requireNonNull(authorities, "authorities");
        Objects.requireNonNull(serverName, "serverName");
    }

    /** Reads {@code tls_config} of a section; files are read once, here. */
    static TlsSettings read(Fields section, Path folder) {
        Optional<Fields> read = section.fields("tls_config");
        if (read.isEmpty()) {
            return DEFAULT;
        }
        Fields tls = read.get();
        Optional<String> file = tls.text("ca_file");
        Optional<String> pem = file.isPresent() ? pemOf(tls, folder.resolve(file.get())) : tls.text("ca");
        pem.ifPresent(text -> checkPem(tls, file.isPresent() ? "ca_file" : "ca", text));
        TlsSettings settings =
                new TlsSettings(tls.bool("insecure_skip_verify").orElse(false), pem, tls.text("server_name"));
        NotHonoured.warn(tls, "no certificate of the prober's own is sent", "cert_file", "key_file", "cert", "key");
        NotHonoured.warn(tls, "the versions of TLS are those of the Java runtime", "min_version", "max_version");
        tls.done();
        return settings;
    }

    private static Optional<String> pemOf(Fields tls, Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            tls.error("ca_file", "the file " + file + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void checkPem(Fields tls, String key, String pem) {
        try {
            anchors(pem);
        } catch (IOException | GeneralSecurityException e) {
            tls.error(key, "has no certificates in PEM form: " + e.getMessage());
        }
    }

    /** A key store that trusts the certificates of a PEM text. */
    static KeyStore anchors(String pem) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
            anchors.setCertificateEntry("ca" + number++, certificate);
        }
        if (number == 0) {
            throw new IOException("there is none");
        }
        return anchors;
    }
}
