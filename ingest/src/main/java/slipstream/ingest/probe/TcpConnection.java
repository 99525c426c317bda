package slipstream.ingest.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import okio.AsyncTimeout;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.address.GuardedSocket;

/**
 * One connection of a probe with a deadline that ends whatever it is at, also a target that sends a byte now and then. Not
 * thread-safe.
 */
final class TcpConnection implements AutoCloseable {
    /** A line that is longer is no answer to wait for. */
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final PhaseClock clock;
    private final Deadline deadline = new Deadline();
    private Socket socket;
    private boolean heard;
    private Optional<Instant> certificateEnd = Optional.empty();

    /** Closes what the thread waits for. */
    private static final class Deadline extends AsyncTimeout {
        private volatile Socket guarded;
        private volatile boolean passed;

        @Override
        protected void timedOut() {
            passed = true;
            closeQuietly(guarded);
        }
    }

    TcpConnection(AddressRules rules, PhaseClock clock, Duration timeout) {
        this.clock = clock;
        socket = new GuardedSocket(rules);
        deadline.guarded = socket;
        deadline.timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        deadline.enter();
    }

    void connect(InetAddress address, int port) throws IOException {
        clock.connectStart(address);
        try {
            socket.connect(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** Goes over to TLS and checks the target's certificate and name. */
    void secure(TlsContext tls, HostPort target) throws IOException {
        clock.tlsStart();
        try {
            SSLSocket secured = (SSLSocket) tls.sockets().createSocket(socket, target.host(), target.port(), true);
            secured.startHandshake();
            socket = secured;
            certificateEnd = ServerCertificate.end(secured.getSession());
            if (!tls.names().verify(target.host(), secured.getSession())) {
                throw new SSLPeerUnverifiedException("the certificate is not for " + target.host());
            }
        } catch (IOException e) {
            throw explained(e);
        }
    }

    void send(byte[] bytes) throws IOException {
        clock.requestStart();
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** The next line without its end; empty when the target has closed the connection. */
    Optional<String> line() throws IOException {
        clock.requestStart();
        byte[] line = new byte[MAX_LINE_BYTES];
        int length = 0;
        try {
            InputStream in = socket.getInputStream();
            while (length < MAX_LINE_BYTES) {
                int read = in.read();
                if (read >= 0 && !heard) {
                    heard = true;
                    clock.answerStart();
                }
                if (read < 0 && length == 0) {
                    return Optional.empty();
                }
                if (read < 0 || read == '\n') {
                    break;
                }
                line[length++] = (byte) read;
            }
        } catch (IOException e) {
            throw explained(e);
        }
        return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing());
    }

    /** That many bytes. */
    byte[] bytes(int count) throws IOException {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException("the target closed the connection");
            }
            return bytes;
        } catch (IOException e) {
            throw explained(e);
        }
    }

    Optional<Instant> certificateEnd() {
        return certificateEnd;
    }

    private IOException explained(IOException e) {
        if (!deadline.passed) {
            return e;
        }
        InterruptedIOException timeout = new InterruptedIOException("timeout");
        timeout.initCause(e);
        return timeout;
    }

    @Override
    public void close() {
        deadline.exit();
        closeQuietly(deadline.guarded);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is not used any more, and nothing is lost with it.
        }
    }
}
