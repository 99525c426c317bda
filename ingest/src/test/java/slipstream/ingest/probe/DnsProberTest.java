package slipstream.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.ProbeOutcome;

/** A name server on loopback, over UDP and TCP, that says that shop.example is 192.0.2.7. */
class DnsProberTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The name at byte 12, A, IN, 60 s, four bytes: 192.0.2.7. */
    private static final byte[] RECORD = HEX.parseHex("c00c00010001" + "0000003c" + "0004" + "c0000207");

    private static final String MODULE =
            "{prober: dns, timeout: %s, dns: {query_name: shop.example, query_type: A, %s}}";

    private final ExecutorService serving = Executors.newCachedThreadPool();
    private DatagramSocket udp;
    private ServerSocket tcp;
    private volatile int rcode;
    private volatile boolean strangerFirst;
    private volatile boolean silent;

    @BeforeEach
    void start() throws IOException {
        udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        serving.execute(this::answerUdp);
        serving.execute(this::answerTcp);
    }

    @AfterEach
    void stop() throws IOException {
        udp.close();
        tcp.close();
        serving.shutdownNow();
    }

    @Test
    void nameThatIsFoundIsGood_overUdpAndTcp() {
        Attempt overUdp = ask("", udp.getLocalPort(), "[BODY] == 192.0.2.7", "[DNS_RCODE] == NOERROR");
        Attempt overTcp = ask("transport_protocol: tcp", tcp.getLocalPort(), "[BODY] == 192.0.2.7");

        assertThat(overUdp.error()).isEmpty();
        assertThat(overUdp.phases().firstByteMillis()).isPresent();
        assertThat(overUdp.phases().connectMillis()).isEmpty();
        assertThat(overTcp.error()).isEmpty();
        assertThat(overTcp.phases().connectMillis()).isPresent();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            valid_rcodes: [NXDOMAIN]                                                              | rcode NOERROR
            validate_answer_rrs: {fail_if_matches_regexp: ['192\\.0\\.2\\.\\d']}                  | answer_rrs
            validate_answer_rrs: {fail_if_not_matches_regexp: ['198\\.51']}                       | answer_rrs
            validate_answer_rrs: {fail_if_all_match_regexp: ['A\\t192']}                          | answer_rrs
            validate_answer_rrs: {fail_if_none_matches_regexp: ['AAAA']}                          | answer_rrs
            validate_authority_rrs: {fail_if_not_matches_regexp: ['NS']}                          | authority_rrs
            validate_additional_rrs: {fail_if_none_matches_regexp: ['x']}                         | additional_rrs
            validate_answer_rrs: {fail_if_not_matches_regexp: ['shop.example.\\t60\\tIN\\tA\\t192.*']} | ``
            """)
    void recordsAreHeldAgainstTheModule(String checks, String error) {
        assertThat(ask(checks, udp.getLocalPort()).error()).isEqualTo(error);
    }

    @Test
    void nameThatDoesNotExistIsAFailure_unlessThatIsWanted() {
        rcode = 3;

        assertThat(ask("", udp.getLocalPort()).error()).isEqualTo("rcode NXDOMAIN");
        assertThat(ask("valid_rcodes: [NXDOMAIN]", udp.getLocalPort()).error()).isEmpty();
        assertThat(ask("", udp.getLocalPort(), "[DNS_RCODE] == NXDOMAIN").outcome())
                .isEqualTo(ProbeOutcome.SUCCESS);
    }

    @Test
    void messageWithAnotherNumberIsPassedOver() {
        strangerFirst = true;

        assertThat(ask("", udp.getLocalPort()).error()).isEmpty();
    }

    @Test
    void serverThatIsSilentIsCutOffAtTheTimeout() {
        silent = true;

        assertThat(ask("200ms", "", udp.getLocalPort()).error()).isEqualTo("timeout");
    }

    @Test
    void serverThatIsNotThereRefuses() throws IOException {
        int free;
        // Nobody ever waited on this one: a socket somebody waits on holds its port a little longer than close() takes.
        try (DatagramSocket unused = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            free = unused.getLocalPort();
        }

        assertThat(ask("", free).error()).isEqualTo("refused");
    }

    private static Attempt ask(String more, int port, String... conditions) {
        return ask("10s", more, port, conditions);
    }

    private static Attempt ask(String timeout, String more, int port, String... conditions) {
        return ProbeTargets.run(ProbeModules.of(MODULE.formatted(timeout, more)), "127.0.0.1:" + port, conditions);
    }

    private void answerUdp() {
        byte[] buffer = new byte[512];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                if (silent) {
                    continue;
                }
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (strangerFirst) {
                    byte[] stranger = answer.clone();
                    stranger[0] ^= 1;
                    udp.send(new DatagramPacket(stranger, stranger.length, packet.getSocketAddress()));
                }
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // The test is over: the loop's condition tells.
            }
        }
    }

    private void answerTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                byte[] length = socket.getInputStream().readNBytes(2);
                byte[] answer = answer(socket.getInputStream().readNBytes(length[1]));
                socket.getOutputStream().write(new byte[] {0, (byte) answer.length});
                socket.getOutputStream().write(answer);
            } catch (IOException e) {
                // The test is over: the loop's condition tells.
            }
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(question, 0, 2);
        out.write(new byte[] {(byte) 0x81, (byte) (0x80 | rcode), 0, 1, 0, (byte) (rcode == 0 ? 1 : 0), 0, 0, 0, 0});
        out.write(question, 12, question.length - 12);
        if (rcode == 0) {
            out.write(RECORD);
        }
        return out.toByteArray();
    }
}
