package slipstream.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A webhook, or Slack, on loopback that answers as told and keeps what it took. It works on sockets, since no HTTP server resets a
 * connection on demand.
 */
final class ReceiverStub implements AutoCloseable {
    private final ServerSocket socket;
    private final Supplier<Answer> behaviour;
    private final Consumer<Taken> afterwards;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What becomes of a request. */
    enum Answer {
        TAKEN("200 OK", "ok"),
        BROKEN("500 Internal Server Error", "broken"),
        TOO_MANY("429 Too Many Requests\r\nRetry-After: 1", "slow down"),
        ERROR_IN_BODY("200 OK", "{\"ok\":false,\"error\":\"service_unavailable\"}"),
        SILENCE("", ""),
        RESET("", "");

        private final String head;
        private final String body;

        Answer(String statusAndHeaders, String body) {
            this.head = statusAndHeaders;
            this.body = body;
        }

        private void to(Socket connection, CountDownLatch closed) throws IOException, InterruptedException {
            if (this == SILENCE) {
                closed.await();
            } else if (this == RESET) {
                connection.setSoLinger(true, 0);
            } else {
                String text = "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body;
                connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
            }
        }
    }

    /**
     * A request that was answered with 200.
     *
     * @param key the header {@code webhook-id}
     * @param atNanos when it had come, as {@link System#nanoTime}
     */
    record Taken(String key, String body, long atNanos) {}

    private ReceiverStub(Supplier<Answer> behaviour, Consumer<Taken> afterwards) {
        this.behaviour = behaviour;
        this.afterwards = afterwards;
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::accept, "receiver-stub");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Takes everything. */
    static ReceiverStub open() {
        return new ReceiverStub(() -> Answer.TAKEN, taken -> {});
    }

    /** Takes everything; {@code afterwards} is called as soon as the answer has been sent. */
    static ReceiverStub open(Consumer<Taken> afterwards) {
        return new ReceiverStub(() -> Answer.TAKEN, afterwards);
    }

    /** Asks for the answer to each request. */
    static ReceiverStub answering(Supplier<Answer> behaviour) {
        return new ReceiverStub(behaviour, taken -> {});
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/hook";
    }

    List<Taken> taken() {
        return taken;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread serving = new Thread(() -> serve(connection), "receiver-stub-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                // The stub was closed; the loop ends.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            Taken request = read(connection.getInputStream());
            Answer answer = behaviour.get();
            if (answer == Answer.TAKEN) {
                taken.add(request);
            }
            answer.to(connection, closed);
            if (answer == Answer.TAKEN) {
                afterwards.accept(request);
            }
        } catch (IOException e) {
            // The client went away, which is what the tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Taken read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            lines.add(line);
        }
        long now = System.nanoTime();
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the client went away in the middle of a body");
        }
        return new Taken(headers.getOrDefault("webhook-id", ""), new String(body, StandardCharsets.UTF_8), now);
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the client closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
