package slipstream.ingest.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;

/**
 * Runs the client once against a listener of this process before anything is recorded: the first call pays for class loading,
 * several hundred milliseconds that say nothing about the first target. Nothing leaves the machine.
 */
final class ProbeWarmUp {
    private static final Logger log = LoggerFactory.getLogger(ProbeWarmUp.class);

    private static final HttpModule MODULE = HttpModule.http2xx(Duration.ofSeconds(5));

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private ProbeWarmUp() {}

    /** Returns what the call gave; empty when this machine lets nobody listen on loopback, which harms nothing but the first timing. */
    static Optional<Attempt> run(Instant now) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server), "probe-warm-up");
            answering.setDaemon(true);
            answering.start();
            loadTls();
            URI url = URI.create("http://localhost:" + server.getLocalPort() + "/");
            return Optional.of(new HttpProber(MODULE, AddressRules.LOOPBACK).run(url.toString(), Conditions.NONE, now));
        } catch (IOException e) {
            log.debug("The probe client was not warmed up", e);
            return Optional.empty();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            int blank = 0;
            while (blank < 2) {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    return;
                }
                blank = read == '\n' ? blank + 1 : read == '\r' ? blank : 0;
            }
            socket.getOutputStream().write(ANSWER);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            log.debug("The warm-up listener ended early", e);
        }
    }

    /** Writing a client's first handshake message loads most of what TLS needs. */
    private static void loadTls() throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            engine.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }
}
