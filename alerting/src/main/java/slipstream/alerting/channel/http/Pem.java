package slipstream.alerting.channel.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.alerting.channel.Secret;

/** Key stores in memory from PEM text. */
final class Pem {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** The store never leaves memory. */
    private static final char[] NO_PASSWORD = new char[0];

    private Pem() {}

    /** A store that trusts the certificates of a text. */
    static KeyStore anchors(String pem) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        return store;
    }

    /** A store with a private key and the chain of its certificate. */
    static KeyStore identity(String certificatePem, Secret keyPem) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "key", key(keyPem), NO_PASSWORD, certificates(certificatePem).toArray(Certificate[]::new));
        return store;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String pem) throws IOException, GeneralSecurityException {
        List<Certificate> found = List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        if (found.isEmpty()) {
            throw new IOException("there is no certificate");
        }
        return found;
    }

    private static PrivateKey key(Secret pem) throws IOException, GeneralSecurityException {
        Matcher block = PRIVATE_KEY.matcher(pem.value());
        if (!block.find()) {
            throw new IOException("there is no block 'BEGIN PRIVATE KEY'; 'openssl pkcs8 -topk8 -nocrypt' makes one");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // It is a key of another algorithm; the next one is tried.
            }
        }
        throw new IOException("the key is neither RSA nor EC nor EdDSA");
    }
}
