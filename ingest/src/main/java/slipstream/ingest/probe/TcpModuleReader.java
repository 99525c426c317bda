package slipstream.ingest.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;

/** Reads the {@code tcp} section of a module. */
final class TcpModuleReader {
    private TcpModuleReader() {}

    static ProbeModule read(Optional<Fields> section, Duration timeout, Path folder) {
        if (section.isEmpty()) {
            return new TcpModule(timeout, false, TlsSettings.DEFAULT, List.of(), IpChoice.ANY);
        }
        Fields tcp = section.get();
        List<TcpModule.Exchange> dialogue = new ArrayList<>();
        for (Fields exchange : tcp.listOfFields("query_response")) {
            dialogue.add(new TcpModule.Exchange(
                    Patterns.one(exchange, "expect"),
                    exchange.text("send"),
                    exchange.bool("starttls").orElse(false)));
            NotHonoured.warn(exchange, "what the target says is not kept as labels", "labels");
            NotHonoured.warn(
                    exchange, "bytes are not looked for; write a pattern for a line into expect", "expect_bytes");
            exchange.done();
        }
        TcpModule module = new TcpModule(
                timeout, tcp.bool("tls").orElse(false), TlsSettings.read(tcp, folder), dialogue, IpChoice.read(tcp));
        NotHonoured.warn(tcp, "the source address is chosen by the system", "source_ip_address");
        tcp.done();
        return module;
    }
}
