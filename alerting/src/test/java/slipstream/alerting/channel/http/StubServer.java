package slipstream.alerting.channel.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A receiver on loopback that misbehaves as told: each request gets the next answer of the script, the last one for ever. It
 * works on sockets, since no HTTP server resets a connection or sends half an answer on demand.
 */
public final class StubServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Answer> script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What came in. Header names are in lower case. */
    public record Request(String line, Map<String, String> headers, String body) {}

    /** Writes an answer, or does something else to the connection. */
    public interface Answer {
        void to(Socket connection, CountDownLatch serverClosed) throws IOException, InterruptedException;
    }

    private StubServer(List<Answer> script) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = List.copyOf(script);
        Thread acceptor = new Thread(this::accept, "stub-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public static StubServer answering(Answer... script) throws IOException {
        return new StubServer(List.of(script));
    }

    /** An ordinary answer. */
    public static Answer status(int status, String body, String... headers) {
        return (connection, closed) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Because\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
            write(connection, head.toString());
            connection.getOutputStream().write(bytes);
        };
    }

    /** Takes the request and says nothing. */
    public static Answer silence() {
        return (connection, closed) -> closed.await();
    }

    /** Drops the connection with a TCP reset. */
    public static Answer reset() {
        return (connection, closed) -> connection.setSoLinger(true, 0);
    }

    /** A good header, and then a body that stops half way and keeps the connection. */
    public static Answer stalledBody(int status) {
        return (connection, closed) -> {
            write(connection, "HTTP/1.1 " + status + " Because\r\nContent-Length: 1000\r\n\r\nhalf");
            closed.await();
        };
    }

    /** A good header, and then a body without end. */
    public static Answer endlessBody(int status) {
        return (connection, closed) -> {
            write(connection, "HTTP/1.1 " + status + " Because\r\nConnection: close\r\n\r\n");
            byte[] block = "x".repeat(8192).getBytes(StandardCharsets.UTF_8);
            OutputStream out = connection.getOutputStream();
            while (closed.getCount() > 0) {
                out.write(block);
            }
        };
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
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
                Thread serving = new Thread(() -> serve(connection), "stub-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                // The server was closed; the loop ends.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(connection.getInputStream());
            Answer answer;
            synchronized (requests) {
                answer = script.get(Math.min(requests.size(), script.size() - 1));
                requests.add(request);
            }
            answer.to(connection, closed);
        } catch (IOException e) {
            // The client went away, which is what some of the tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            lines.add(line);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(lines.get(0), headers, new String(body, StandardCharsets.UTF_8));
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

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
