package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.ProbeOutcome;

/** Targets behind a certificate that is made for the test. */
class HttpProbeTlsTest {
    private static final String PASSWORD = "changeit";

    private final HttpProbe probe = new HttpProbe();

    @Test
    void tlsIsAPhaseOfItsOwn_andAnUntrustedCertificateIsATlsFailure(@TempDir Path folder) throws Exception {
        // given
        KeyStore keys = issued(folder, "valid", "-1d", 3);
        HttpsServer secure = serve(keys);
        String url = "https://localhost:" + secure.getAddress().getPort() + "/";

        // when
        Attempt trusted = trusting(keys).run(ProbeTargets.GET_2XX, url);
        Attempt untrusted = probe.run(ProbeTargets.GET_2XX, url);
        secure.stop(0);

        // then
        assertThat(trusted.error()).isEmpty();
        assertThat(trusted.phases().tlsMillis().getAsDouble()).isPositive();
        assertThat(ProbeTargets.micros(trusted.phases())).isEqualTo(Math.round(trusted.latencyMillis() * 1000));
        assertThat(trusted.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(untrusted.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(untrusted.error()).isEqualTo("tls");
        assertThat(untrusted.phases().tlsMillis()).isPresent();
        assertThat(untrusted.phases().firstByteMillis()).isEmpty();
        assertThat(untrusted.certificateEnd()).isEmpty();
    }

    @Test
    void anExpiredCertificateFailsTheProbe_andStillTellsWhenItEnded(@TempDir Path folder) throws Exception {
        // given
        KeyStore keys = issued(folder, "expired", "-20d", 10);
        HttpsServer secure = serve(keys);
        String url = "https://localhost:" + secure.getAddress().getPort() + "/";

        // when
        Attempt attempt = trusting(keys).run(ProbeTargets.GET_2XX, url);
        secure.stop(0);

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("tls");
        assertThat(attempt.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(attempt.certificateEnd().get()).isBefore(Instant.now());
    }

    @Test
    void inTheClearThereIsNoCertificate() {
        // given
        try (ProbeTargets targets = new ProbeTargets()) {

            // when
            Attempt attempt = probe.run(ProbeTargets.GET_2XX, targets.url("/ok"));

            // then
            assertThat(attempt.certificateEnd()).isEmpty();
        }
    }

    /** A self-signed authority, and a certificate that it issued for localhost, in one key store. */
    private static KeyStore issued(Path folder, String alias, String from, int days) throws Exception {
        Path file = folder.resolve(alias + ".p12");
        String request = folder.resolve(alias + ".csr").toString();
        String answer = folder.resolve(alias + ".pem").toString();
        keytool(file, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c");
        keytool(file, "-genkeypair", "-alias", "probe", "-keyalg", "EC", "-dname", "CN=localhost");
        keytool(file, "-certreq", "-alias", "probe", "-file", request);
        List<String> issue =
                new ArrayList<>(List.of("-gencert", "-alias", "ca", "-infile", request, "-outfile", answer));
        issue.addAll(List.of("-ext", "SAN=dns:localhost", "-startdate", from, "-validity", String.valueOf(days)));
        keytool(file, issue.toArray(String[]::new));
        keytool(file, "-importcert", "-noprompt", "-alias", "probe", "-file", answer);
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** A server behind the key store's certificate. */
    private static HttpsServer serve(KeyStore keys) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "probe",
                keys.getKey("probe", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain("probe"));
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(serverContext(own)));
        secure.createContext("/", exchange -> ProbeTargets.answer(exchange, 200, "safe"));
        secure.start();
        return secure;
    }

    private static Instant end(KeyStore keys, String alias) throws Exception {
        return ((X509Certificate) keys.getCertificate(alias)).getNotAfter().toInstant();
    }

    private static SSLContext serverContext(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static HttpProbe trusting(KeyStore keys) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("ca", Objects.requireNonNull(keys.getCertificate("ca")));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return new HttpProbe(new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0])
                .build());
    }
}
