package slipstream.ingest.probe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.ingest.line.BudgetedText;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;
import slipstream.ingest.probe.condition.Evidence;
import slipstream.ingest.probe.dns.DnsAnswer;
import slipstream.ingest.probe.dns.DnsMessage;
import slipstream.ingest.probe.dns.DnsQuestion;

/**
 * Asks the name server that is the target one question, once. The phase {@code dns} is the resolution of the server's own name;
 * the wait for its answer is {@code first byte}. Thread-safe.
 */
final class DnsProber implements Prober {
    private static final int MAX_MESSAGE_BYTES = 65_535;

    private final DnsModule module;
    private final AddressRules rules;
    private final SecureRandom random = new SecureRandom();

    DnsProber(DnsModule module, AddressRules rules) {
        this.module = module;
        this.rules = rules;
    }

    @Override
    public Attempt run(String target, Conditions conditions, Instant now) {
        HostPort server = HostPort.parse(target);
        PhaseClock clock = new PhaseClock();
        DnsQuestion question = new DnsQuestion(
                random.nextInt(0x10000), module.queryName(), module.queryType(), module.recursionDesired());
        try {
            long endNanos = System.nanoTime() + module.timeout().toNanos();
            clock.dnsStart();
            InetAddress address = module.addresses().lookup(server.host()).get(0);
            byte[] message = module.overTcp()
                    ? overTcp(address, server.port(), question, clock, endNanos)
                    : overUdp(address, server.port(), question, clock, endNanos);
            clock.end();
            return judge(DnsMessage.read(message, question), address, clock, conditions);
        } catch (IOException e) {
            clock.end();
            return Verdict.failed(e, Observation.NO_STATUS, clock.latencyMillis(), clock.phases(), Optional.empty());
        }
    }

    private byte[] overUdp(InetAddress address, int port, DnsQuestion question, PhaseClock clock, long endNanos)
            throws IOException {
        rules.check(address);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(address, port));
            byte[] message = question.message();
            clock.requestStart();
            socket.send(new DatagramPacket(message, message.length));
            byte[] buffer = new byte[MAX_MESSAGE_BYTES];
            while (true) {
                socket.setSoTimeout(millisUntil(endNanos));
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] received = Arrays.copyOf(buffer, packet.getLength());
                // Whatever carries another number was not sent by whom was asked, or too late for an earlier question.
                if (DnsMessage.answers(received, question.id())) {
                    return received;
                }
            }
        } catch (PortUnreachableException e) {
            IOException refused = new ConnectException("Connection refused");
            refused.initCause(e);
            throw refused;
        }
    }

    private byte[] overTcp(InetAddress address, int port, DnsQuestion question, PhaseClock clock, long endNanos)
            throws IOException {
        try (TcpConnection connection = new TcpConnection(rules, clock, Duration.ofMillis(millisUntil(endNanos)))) {
            connection.connect(address, port);
            byte[] message = question.message();
            byte[] framed = new byte[message.length + 2];
            framed[0] = (byte) (message.length >> 8);
            framed[1] = (byte) message.length;
            System.arraycopy(message, 0, framed, 2, message.length);
            connection.send(framed);
            byte[] length = connection.bytes(2);
            return connection.bytes((length[0] & 0xff) << 8 | (length[1] & 0xff));
        }
    }

    private static int millisUntil(long endNanos) throws InterruptedIOException {
        long millis = (endNanos - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new InterruptedIOException("timeout");
        }
        return (int) millis;
    }

    private Attempt judge(DnsAnswer answer, InetAddress address, PhaseClock clock, Conditions conditions) {
        Evidence evidence = new Evidence(
                true,
                Observation.NO_STATUS,
                address.getHostAddress(),
                String.join("\n", answer.data()),
                clock.latencyMillis(),
                OptionalLong.empty(),
                answer.rcode());
        return Verdict.answered(evidence, clock.phases(), Optional.empty(), error(answer, conditions), conditions);
    }

    private String error(DnsAnswer answer, Conditions conditions) {
        boolean rcodeIsJudged =
                conditions.askFor("[DNS_RCODE]") && module.validRcodes().isEmpty();
        List<String> valid = module.validRcodes().isEmpty() ? List.of("NOERROR") : List.copyOf(module.validRcodes());
        if (!rcodeIsJudged && !valid.contains(answer.rcode())) {
            return "rcode " + answer.rcode();
        }
        try {
            if (fails(module.answer(), answer.answer())) {
                return "answer_rrs";
            }
            if (fails(module.authority(), answer.authority())) {
                return "authority_rrs";
            }
            return fails(module.additional(), answer.additional()) ? "additional_rrs" : "";
        } catch (BudgetedText.OverBudgetException e) {
            return "pattern_too_costly";
        }
    }

    private static boolean fails(DnsModule.RecordChecks checks, List<String> records) {
        boolean anyForbidden = records.stream().anyMatch(record -> matchesAny(checks.failIfMatches(), record));
        boolean allForbidden = !checks.failIfAllMatch().isEmpty()
                && !records.isEmpty()
                && records.stream().allMatch(record -> matchesAny(checks.failIfAllMatch(), record));
        boolean someStrange = !checks.failIfNotMatches().isEmpty()
                && (records.isEmpty()
                        || !records.stream().allMatch(record -> matchesAny(checks.failIfNotMatches(), record)));
        boolean noneWanted = !checks.failIfNoneMatches().isEmpty()
                && records.stream().noneMatch(record -> matchesAny(checks.failIfNoneMatches(), record));
        return anyForbidden || allForbidden || someStrange || noneWanted;
    }

    private static boolean matchesAny(List<Pattern> patterns, String record) {
        return patterns.stream().anyMatch(pattern -> BudgetedText.find(pattern, record));
    }
}
