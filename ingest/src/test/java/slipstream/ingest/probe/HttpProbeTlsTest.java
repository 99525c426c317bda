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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.contract.event.ProbeOutcome;

/** Targets behind a certificate that is made for the test. */
class HttpProbeTlsTest {
    private static final String PASSWORD = "changeit";

    @Test
    void tlsIsAPhaseOfItsOwn_andAnUntrustedCertificateIsATlsFailure(@TempDir Path folder) throws Exception {
        // given
        KeyStore keys = issued(folder, "valid", "-1d", 3);
        HttpsServer secure = serve(keys);
        String url = "https://localhost:" + secure.getAddress().getPort() + "/";

        // when
        Attempt trusted = ProbeTargets.run(trusting(keys, ""), url);
        Attempt untrusted = ProbeTargets.run(ProbeTargets.GET_2XX, url);
        secure.stop(0);

        // then
        assertThat(trusted.error()).isEmpty();
        assertThat(trusted.phases().tlsMillis().getAsDouble()).isPositive();
        assertThat(ProbeTargets.micros(trusted.phases())).isEqualTo(Math.round(trusted.latencyMillis() * 1000));
        assertThat(trusted.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(untrusted.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(untrusted.error()).isEqualTo("certificate_untrusted");
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
        Attempt attempt = ProbeTargets.run(trusting(keys, ""), url);
        secure.stop(0);

        // then
        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("certificate_expired");
        assertThat(attempt.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(attempt.certificateEnd().get()).isBefore(Instant.now());
    }

    @Test
    void aCertificateForAnotherName_isToldApart_andCanBeAskedForOrPassedOver(@TempDir Path folder) throws Exception {
        // given
        KeyStore keys = issued(folder, "named", "-1d", 3);
        HttpsServer secure = serve(keys);
        String byNumber = "https://127.0.0.1:" + secure.getAddress().getPort() + "/";

        // when
        Attempt wrongName = ProbeTargets.run(trusting(keys, ""), byNumber);
        Attempt named = ProbeTargets.run(trusting(keys, "server_name: localhost"), byNumber);
        Attempt insecure = ProbeTargets.run(
                ProbeTargets.http("tls_config: {insecure_skip_verify: true}"),
                byNumber,
                "[CERTIFICATE_EXPIRATION] < 1d");
        Attempt mustBePlain = ProbeTargets.run(
                ProbeTargets.http("{fail_if_ssl: true, tls_config: {insecure_skip_verify: true}}"), byNumber);
        secure.stop(0);

        // then
        assertThat(wrongName.error()).isEqualTo("certificate_name");
        assertThat(named.error()).isEmpty();
        assertThat(insecure.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(insecure.error()).isEqualTo("[CERTIFICATE_EXPIRATION] < 1d");
        assertThat(mustBePlain.error()).isEqualTo("fail_if_ssl");
    }

    @Test
    void aTcpProbeOverTlsTellsTheSameOfTheCertificate(@TempDir Path folder) throws Exception {
        // given
        KeyStore keys = issued(folder, "port", "-1d", 3);
        KeyStore old = issued(folder, "old", "-20d", 10);
        HttpsServer secure = serve(keys);
        HttpsServer expired = serve(old);
        TcpModule module = tcp(trusting(keys, "").tls());

        // when
        Attempt good = ProbeTargets.run(module, "localhost:" + port(secure), "[CERTIFICATE_EXPIRATION] > 1h");
        Attempt wrongName = ProbeTargets.run(module, "127.0.0.1:" + port(secure));
        Attempt untrusted = ProbeTargets.run(tcp(TlsSettings.DEFAULT), "localhost:" + port(secure));
        Attempt ended = ProbeTargets.run(tcp(trusting(old, "").tls()), "localhost:" + port(expired));
        secure.stop(0);
        expired.stop(0);

        // then
        assertThat(good.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(good.conditions().get(0).shown()).matches("\\[CERTIFICATE_EXPIRATION] \\(\\d+\\) > 1h");
        assertThat(good.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(wrongName.error()).isEqualTo("certificate_name");
        assertThat(wrongName.certificateEnd()).hasValue(end(keys, "probe"));
        assertThat(untrusted.error()).isEqualTo("certificate_untrusted");
        assertThat(ended.error()).isEqualTo("certificate_expired");
        assertThat(ended.certificateEnd()).hasValue(end(old, "probe"));
    }

    private static TcpModule tcp(TlsSettings tls) {
        return new TcpModule(Duration.ofSeconds(5), true, tls, List.of(), IpChoice.ANY);
    }

    private static int port(HttpsServer server) {
        return server.getAddress().getPort();
    }

    @Test
    void inTheClearThereIsNoCertificate() {
        // given
        try (ProbeTargets targets = new ProbeTargets()) {

            // when
            Attempt attempt = ProbeTargets.run(ProbeTargets.GET_2XX, targets.url("/ok"));

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

    /** Trusts the authority of the key store and no other. */
    private static HttpModule trusting(KeyStore keys, String more) throws Exception {
        byte[] der = Objects.requireNonNull(keys.getCertificate("ca")).getEncoded();
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        return ProbeTargets.http("tls_config:\n  ca: |\n" + pem.replaceAll("(?m)^", "    ") + "\n  " + more + "\n");
    }
}
