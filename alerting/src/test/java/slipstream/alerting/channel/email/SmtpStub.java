package slipstream.alerting.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import slipstream.alerting.channel.http.TlsStub;

/** A mail server on loopback that answers each command as told, and keeps what it was given. */
final class SmtpStub implements AutoCloseable {
    private final ServerSocket socket;
    private final Optional<SSLContext> tls;
    private final boolean tlsAtOnce;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    private SmtpStub(Optional<SSLContext> tls, boolean tlsAtOnce) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.tlsAtOnce = tlsAtOnce;
        Thread acceptor = new Thread(this::accept, "smtp-stub");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static SmtpStub plain() throws IOException {
        return new SmtpStub(Optional.empty(), false);
    }

    /** Offers STARTTLS, or begins with TLS, with the key that was issued. */
    static SmtpStub encrypted(KeyStore keys, boolean atOnce) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, TlsStub.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new SmtpStub(Optional.of(context), atOnce);
    }

    /** Answers every command that begins so with this line; an empty line hangs. */
    SmtpStub answering(String command, String line) {
        answers.put(command, line);
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> commands() {
        return commands;
    }

    /** Header and body, as they came over the line. */
    List<String> mails() {
        return mails;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> serve(connection), "smtp-stub-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket first = tlsAtOnce ? secured(accepted) : accepted) {
            Socket connection = first;
            BufferedReader lines = reader(connection);
            write(connection, "220 stub.example ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(line);
                String answer = answer(line);
                if (answer.isEmpty()) {
                    continue;
                }
                write(connection, answer);
                if (line.equals("STARTTLS")) {
                    connection = secured(connection);
                    lines = reader(connection);
                } else if (line.equals("DATA") && answer.startsWith("354")) {
                    mails.add(mail(lines));
                    write(connection, answers.getOrDefault("END", "250 taken"));
                }
            }
        } catch (IOException e) {
            // The client has gone, which a test may be about.
        }
    }

    private String answer(String line) {
        Optional<String> told = answers.entrySet().stream()
                .filter(entry ->
                        line.toUpperCase(Locale.ROOT).startsWith(entry.getKey().toUpperCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .findFirst();
        if (told.isPresent()) {
            return told.get();
        }
        if (line.startsWith("EHLO")) {
            boolean offers = tls.isPresent() && !tlsAtOnce && !commands.contains("STARTTLS");
            return "250-stub.example\r\n" + (offers ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN LOGIN";
        }
        if (line.equals("STARTTLS")) {
            return "220 go on";
        }
        if (line.startsWith("AUTH")) {
            return "235 welcome";
        }
        return line.equals("DATA") ? "354 go on" : "250 ok";
    }

    private Socket secured(Socket connection) throws IOException {
        SSLSocket secure = (SSLSocket) tls.orElseThrow()
                .getSocketFactory()
                .createSocket(connection, "hooks.example", connection.getPort(), true);
        secure.setUseClientMode(false);
        return secure;
    }

    private static String mail(BufferedReader lines) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static BufferedReader reader(Socket connection) throws IOException {
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
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
