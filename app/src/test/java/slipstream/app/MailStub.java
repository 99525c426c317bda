package slipstream.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on loopback that takes everything, and keeps it. */
final class MailStub implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Mail> taken = new CopyOnWriteArrayList<>();

    /**
     * A mail that was confirmed.
     *
     * @param atNanos when it had come, as {@link System#nanoTime}
     */
    record Mail(String text, long atNanos) {}

    MailStub() {
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::accept, "mail-stub");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    List<Mail> taken() {
        return taken;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> serve(connection), "mail-stub-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The stub was closed; the loop ends.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            write(connection, "220 stub.example ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("DATA")) {
                    write(connection, "354 go on");
                    String text = text(lines);
                    taken.add(new Mail(text, System.nanoTime()));
                }
                write(connection, line.equals("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException e) {
            // The client was killed, which is what the tests are about.
        }
    }

    private static String text(BufferedReader lines) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.equals(".")) {
            text.append(line).append('\n');
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the client went away in the middle of a mail");
        }
        return text.toString();
    }

    private static void write(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
