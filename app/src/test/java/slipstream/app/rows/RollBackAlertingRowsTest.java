package slipstream.app.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipstream.alerting.AlertingSettings;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.http.AddressPolicy;

/** The webhook of vibesheets that rolls back, over a socket: with the pack's own files, but for the address. */
class RollBackAlertingRowsTest {
    private static final String ROLLBACK = "rollback/webhook[0]";

    @TempDir
    private Path folder;

    /** What a deploy server got, and how it is signed. */
    private record Signed(String id, String timestamp, String signature, String body) {}

    @Test
    void rowD3_andA16_theWebhookIsSignedWithThePacksSecret() throws Exception {
        List<Signed> got = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/rollback", exchange -> {
            var headers = exchange.getRequestHeaders();
            got.add(new Signed(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            copyWithAddress("http://127.0.0.1:" + server.getAddress().getPort());
            PackAlerting alerting = PackAlerting.of(folder);
            alerting.posted(
                    Map.of("alertname", "site-down", "service", "vibesheets", "action", "rollback", "severity", "P0"));
            PackAlerting.Got action = alerting.got().stream()
                    .filter(one -> one.receiver().equals(ROLLBACK))
                    .findFirst()
                    .orElseThrow();

            Delivery delivery = alerting.channel(ROLLBACK)
                    .open(surroundings(alerting.settings()))
                    .deliver(action.message());

            assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
        } finally {
            server.stop(0);
        }
        assertThat(got)
                .singleElement()
                .satisfies(signed -> assertThat(signed.signature()).isEqualTo(expected(signed)));
    }

    private String expected(Signed signed) throws Exception {
        String secret =
                Files.readString(folder.resolve("secrets/webhook-secret")).strip();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] hash = mac.doFinal((signed.id() + "." + signed.timestamp() + "." + signed.body()).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(hash);
    }

    private static Surroundings surroundings(AlertingSettings settings) {
        return new Surroundings(
                "rollback",
                settings.externalUrl(),
                "Slipstream/test",
                () -> PackRun.T0,
                settings.templates(),
                AddressPolicy.PRIVATE_ALLOWED,
                settings.directory());
    }

    private void copyWithAddress(String address) throws IOException {
        Path pack = Pack.folder("vibesheets");
        Files.createDirectory(folder.resolve("secrets"));
        try (Stream<Path> files = Stream.concat(
                Stream.of(pack.resolve("alertmanager.yml"), pack.resolve("oncall.yml")),
                Files.list(pack.resolve("secrets")))) {
            files.forEach(
                    file -> copy(file, folder.resolve(pack.relativize(file).toString()), address));
        }
    }

    private static void copy(Path from, Path to, String address) {
        try {
            Files.writeString(to, Files.readString(from).replace("https://deploy.vibesheets.example", address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
