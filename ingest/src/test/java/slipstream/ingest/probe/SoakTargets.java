package slipstream.ingest.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Two ports on loopback for any number of targets: one answers at once, the other takes connections and never says a word. */
final class SoakTargets implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private static final int BACKLOG = 1024;
    private static final int ANSWERING = 8;

    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final ServerSocket quick;
    private final ServerSocket hanging;

    /** @param heldFor how long a connection is held open in silence at least */
    SoakTargets(Duration heldFor) {
        try {
            quick = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            hanging = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < ANSWERING; i++) {
            serving.execute(this::answer);
        }
        serving.execute(() -> hold(heldFor));
    }

    String quick(int number) {
        return "http://127.0.0.1:" + quick.getLocalPort() + "/quick/" + number;
    }

    String hanging(int number) {
        return "http://127.0.0.1:" + hanging.getLocalPort() + "/hanging/" + number;
    }

    private void answer() {
        while (!quick.isClosed()) {
            try (Socket socket = quick.accept()) {
                skipRequest(socket.getInputStream());
                socket.getOutputStream().write(ANSWER);
            } catch (IOException e) {
                // The client has gone, or the test is over: the loop's condition tells.
            }
        }
    }

    private static void skipRequest(InputStream in) throws IOException {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (length < buffer.length) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (new String(buffer, 0, length, StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                return;
            }
        }
    }

    private void hold(Duration heldFor) {
        record Held(Socket socket, long nanos) {}
        Deque<Held> held = new ArrayDeque<>();
        while (!hanging.isClosed()) {
            try {
                held.add(new Held(hanging.accept(), System.nanoTime()));
                while (System.nanoTime() - held.element().nanos() > heldFor.toNanos()) {
                    held.remove().socket().close();
                }
            } catch (IOException e) {
                // The test is over: the loop's condition tells.
            }
        }
    }

    @Override
    public void close() throws IOException {
        quick.close();
        hanging.close();
        serving.shutdownNow();
    }
}
