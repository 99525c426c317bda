package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import slipstream.contract.event.ProbeOutcome;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;

/** A listener on loopback that talks like a mail server, or not at all. */
class TcpProberTest {
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private ServerSocket server;

    private interface Talk {
        void with(Socket socket, BufferedReader in, OutputStream out) throws IOException;
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        serving.shutdownNow();
    }

    @Test
    void portThatTakesTheConnectionIsGood() throws IOException {
        serve((socket, in, out) -> in.readLine());

        Attempt attempt =
                ProbeTargets.run(ProbeModules.of("prober: tcp"), target(), "[CONNECTED] == true", "[IP] == 127.0.0.1");

        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.SUCCESS);
        assertThat(attempt.phases().connectMillis()).isPresent();
        assertThat(attempt.phases().firstByteMillis()).isEmpty();
        assertThat(attempt.phases().tlsMillis()).isEmpty();
        assertThat(ProbeTargets.micros(attempt.phases())).isEqualTo(Math.round(attempt.latencyMillis() * 1000));
    }

    @Test
    void dialogueIsHeldAsTheModuleSays_withGroupsOfWhatWasHeard() throws IOException {
        serve((socket, in, out) -> {
            write(out, "welcome\r\n220 mx7 ready\r\n");
            write(out, in.readLine().equals("EHLO mx7") ? "250 hello\r\n" : "500 what\r\n");
            in.readLine();
        });
        ProbeModule module = ProbeModules.of("""
                prober: tcp
                timeout: 5s
                tcp:
                  query_response:
                    - expect: "^220 (\\\\w+)"
                      send: "EHLO ${1}"
                    - expect: "^250"
                      send: QUIT
                """);

        Attempt attempt = ProbeTargets.run(module, target());

        assertThat(attempt.error()).isEmpty();
        assertThat(attempt.phases().transferMillis()).isPresent();
    }

    @Test
    void otherAnswerIsAFailure() throws IOException {
        serve((socket, in, out) -> write(out, "554 go away\r\n"));

        Attempt attempt =
                ProbeTargets.run(ProbeModules.of("{prober: tcp, tcp: {query_response: [{expect: '^220'}]}}"), target());

        assertThat(attempt.outcome()).isEqualTo(ProbeOutcome.FAILURE);
        assertThat(attempt.error()).isEqualTo("unexpected_answer");
    }

    @Test
    void targetThatSendsAByteNowAndThenIsCutOffAtTheTimeout() throws IOException {
        serve((socket, in, out) -> {
            socket.setSoTimeout(20);
            while (!server.isClosed()) {
                try {
                    in.read();
                } catch (IOException e) {
                    // The pause between two bytes; the write fails when the probe has gone.
                    write(out, "x");
                }
            }
        });
        ProbeModule module =
                ProbeModules.of("{prober: tcp, timeout: 300ms, tcp: {query_response: [{expect: '^220'}]}}");

        Attempt attempt = ProbeTargets.run(module, target());

        assertThat(attempt.error()).isEqualTo("timeout");
        assertThat(attempt.latencyMillis()).isBetween(250d, 3000d);
    }

    @Test
    void patternThatBacktracksForeverIsAFailureOfItsOwn() throws IOException {
        serve((socket, in, out) -> write(out, "a".repeat(28) + "\n"));

        Attempt attempt = ProbeTargets.run(
                ProbeModules.of("{prober: tcp, tcp: {query_response: [{expect: '(.*a){14}b'}]}}"), target());

        assertThat(attempt.error()).isEqualTo("pattern_too_costly");
    }

    @Test
    void plainTextWhereTlsIsWantedIsATlsFailure() throws IOException {
        serve((socket, in, out) -> write(out, "220 plain\r\n"));

        Attempt attempt = ProbeTargets.run(ProbeModules.of("{prober: tcp, tcp: {tls: true}}"), target());

        assertThat(attempt.error()).isEqualTo("tls");
        assertThat(attempt.phases().tlsMillis()).isPresent();
    }

    @Test
    void loopbackIsRefused_whenItIsNotAllowed() throws IOException {
        serve((socket, in, out) -> write(out, "220\n"));

        Attempt attempt = new TcpModule(Duration.ofSeconds(5), false, TlsSettings.DEFAULT, List.of(), IpChoice.ANY)
                .prober(AddressRules.PUBLIC_ONLY)
                .run(target(), Conditions.NONE, ProbeTargets.NOW);

        assertThat(attempt.error()).isEqualTo("address_refused");
    }

    private void serve(Talk talk) throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        serving.execute(() -> {
            try (Socket socket = server.accept()) {
                talk.with(
                        socket,
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)),
                        socket.getOutputStream());
            } catch (IOException e) {
                // The probe has what it came for, or the test is over.
            }
        });
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private String target() {
        return "127.0.0.1:" + server.getLocalPort();
    }
}
