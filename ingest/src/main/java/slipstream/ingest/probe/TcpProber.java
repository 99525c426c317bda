package slipstream.ingest.probe;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import slipstream.contract.event.Observation;
import slipstream.ingest.line.BudgetedText;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;
import slipstream.ingest.probe.condition.Evidence;

/** Connects to a port once and holds the dialogue of its module. Thread-safe. */
final class TcpProber implements Prober {
    private final TcpModule module;
    private final AddressRules rules;
    private final TlsContext tls;

    TcpProber(TcpModule module, AddressRules rules) {
        this.module = module;
        this.rules = rules;
        this.tls = new TlsContext(module.tls());
    }

    @Override
    public Attempt run(String target, Conditions conditions, Instant now) {
        HostPort to = HostPort.parse(target);
        PhaseClock clock = new PhaseClock();
        Optional<Instant> certificateEnd = Optional.empty();
        String error = "";
        Optional<IOException> failure = Optional.empty();
        try (TcpConnection connection = new TcpConnection(rules, clock, module.timeout())) {
            try {
                clock.dnsStart();
                InetAddress address = module.addresses().lookup(to.host()).get(0);
                connection.connect(address, to.port());
                if (module.secure()) {
                    connection.secure(tls, to);
                }
                error = talk(connection, to);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
            certificateEnd = connection.certificateEnd();
        }
        clock.end();
        if (failure.isPresent()) {
            return Verdict.failed(
                    failure.get(), Observation.NO_STATUS, clock.latencyMillis(), clock.phases(), certificateEnd);
        }
        Evidence evidence = new Evidence(
                true,
                Observation.NO_STATUS,
                clock.address().map(InetAddress::getHostAddress).orElse(""),
                "",
                clock.latencyMillis(),
                Verdict.millisLeft(certificateEnd, now),
                "");
        return Verdict.answered(evidence, clock.phases(), certificateEnd, error, conditions);
    }

    /** Holds the dialogue; returns a word for what went wrong in it, empty when nothing did. */
    private String talk(TcpConnection connection, HostPort to) throws IOException {
        for (TcpModule.Exchange exchange : module.dialogue()) {
            Optional<Matcher> heard = Optional.empty();
            if (exchange.expect().isPresent()) {
                try {
                    heard = expect(connection, exchange);
                } catch (BudgetedText.OverBudgetException e) {
                    return "pattern_too_costly";
                }
                if (heard.isEmpty()) {
                    return "unexpected_answer";
                }
            }
            if (exchange.send().isPresent()) {
                String line = exchange.send().get();
                String said = heard.isPresent() ? withGroups(line, heard.get()) : line;
                connection.send((said + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (exchange.startTls()) {
                connection.secure(tls, to);
            }
        }
        return "";
    }

    private static Optional<Matcher> expect(TcpConnection connection, TcpModule.Exchange exchange) throws IOException {
        boolean isAnyHeard = false;
        for (Optional<String> line = connection.line(); line.isPresent(); line = connection.line()) {
            isAnyHeard = true;
            Matcher matcher =
                    exchange.expect().orElseThrow().matcher(new BudgetedText(line.get(), BudgetedText.STEPS_PER_LINE));
            if (BudgetedText.find(matcher)) {
                return Optional.of(matcher);
            }
        }
        if (!isAnyHeard) {
            throw new EOFException("the target closed the connection and said nothing");
        }
        return Optional.empty();
    }

    private static String withGroups(String line, Matcher heard) {
        String said = line;
        for (int group = 0; group <= heard.groupCount(); group++) {
            String value = heard.group(group);
            said = said.replace("${" + group + "}", value == null ? "" : value);
        }
        return said;
    }
}
