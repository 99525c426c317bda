package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
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
    private final HttpProbe probe = new HttpProbe();

    @Test
    void tlsIsAPhaseOfItsOwn_andAnUntrustedCertificateIsATlsFailure(@TempDir Path folder) throws Exception {
        // given
        KeyStore keys = selfSigned(folder);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(serverContext(keys)));
        secure.createContext("/", exchange -> ProbeTargets.answer(exchange, 200, "safe"));
        secure.start();
        String url = "https://localhost:" + secure.getAddress().getPort() + "/";

        // when
        Attempt trusted = trusting(keys).run(ProbeTargets.GET_2XX, url);
        Attempt untrusted = probe.run(ProbeTargets.GET_2XX, url);
        secure.stop(0);

        // then
        assertThat(trusted.error()).isEmpty();
        assertThat(trusted.phases().tlsMillis().getAsDouble()).isPositive();
        assertThat(ProbeTargets.micros(trusted.phases())).isEqualTo(Math.round(trusted.latencyMillis() * 1000));
        assertThat(untrusted.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(untrusted.error()).isEqualTo("tls");
        assertThat(untrusted.phases().tlsMillis()).isPresent();
        assertThat(untrusted.phases().firstByteMillis()).isEmpty();
    }

    private static KeyStore selfSigned(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "probe",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    }

    private static SSLContext serverContext(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static HttpProbe trusting(KeyStore keys) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("probe", Objects.requireNonNull(keys.getCertificate("probe")));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return new HttpProbe(new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) factory.getTrustManagers()[0])
                .build());
    }
}
