package slipstream.alerting.channel.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A receiver behind a certificate of its own making, for {@code hooks.example}; it says 200 to everything. */
public final class TlsStub implements AutoCloseable {
    public static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final String certificatePem;

    private TlsStub(HttpsServer server, String certificatePem) {
        this.server = server;
        this.certificatePem = certificatePem;
    }

    public static TlsStub start(InetAddress address)
            throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore keys = issued();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String base64 = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("stub").getEncoded());
        return new TlsStub(server, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String certificatePem() {
        return certificatePem;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A key for {@code hooks.example} under the name {@code stub}. */
    public static KeyStore issued() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("tls-stub");
        Path store = folder.resolve("keys.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "stub",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hooks.example",
                "-ext",
                "SAN=dns:hooks.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        if (new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Files.delete(store);
        Files.delete(folder);
        return keys;
    }
}
