package slipstream.ingest.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Fields;

/**
 * Reads {@code modules}: those of blackbox_exporter as they are, and {@code flow}, which is ours.
 *
 * @param byName what can be used, with the predefined one; a module with errors is left out
 * @param defined every name that stands in the file
 * @param notProbed modules of probers that this program does not have
 */
record ModulesReader(Map<String, ProbeModule> byName, Set<String> defined, Set<String> notProbed) {
    private static final List<String> PROBERS = List.of("http", "tcp", "dns", "flow");

    private static final Map<String, String> MISSING = Map.of(
            "icmp", "an echo needs privileges that Java has not; a tcp probe of an open port tells nearly the same",
            "grpc", "gRPC health checks are not made",
            "unix", "sockets of this machine are not probed",
            "websocket", "web sockets are not probed");

    static ModulesReader read(Optional<Fields> modules, Path folder) {
        Map<String, ProbeModule> byName = new LinkedHashMap<>();
        byName.put(HttpModule.HTTP_2XX, HttpModule.http2xx());
        Set<String> defined = new LinkedHashSet<>();
        Set<String> notProbed = new LinkedHashSet<>();
        modules.ifPresent(all -> all.all().forEach((name, element) -> {
            defined.add(name);
            element.asFields(all.problems()).ifPresent(module -> {
                if (module.text("prober").filter(MISSING::containsKey).isPresent()) {
                    readMissing(module);
                    notProbed.add(name);
                } else {
                    readModule(module, folder).ifPresent(read -> byName.put(name, read));
                }
            });
        }));
        return new ModulesReader(byName, defined, notProbed);
    }

    private static void readMissing(Fields module) {
        String prober = module.text("prober").orElseThrow();
        module.warning("prober", "'" + prober + "' is not probed: " + MISSING.get(prober));
        module.all();
    }

    private static Optional<ProbeModule> readModule(Fields module, Path folder) {
        if (!module.has("prober")) {
            module.missing("prober");
        }
        Optional<String> prober = module.oneOf("prober", PROBERS.toArray(String[]::new));
        Duration timeout = module.duration("timeout").orElse(ProbeModule.DEFAULT_TIMEOUT);
        Optional<ProbeModule> read = prober.flatMap(word -> switch (word) {
            case "http" -> Optional.of(HttpModuleReader.read(module.fields("http"), timeout, folder));
            case "tcp" -> Optional.of(TcpModuleReader.read(module.fields("tcp"), timeout, folder));
            case "dns" -> DnsModuleReader.read(module, timeout);
            default -> FlowModuleReader.read(module, timeout, folder);
        });
        for (String other : List.of("http", "tcp", "dns", "icmp", "grpc", "unix", "websocket")) {
            if (prober.isPresent() && !other.equals(prober.get()) && module.has(other)) {
                module.warning(other, "is not looked at, because the prober is " + prober.get());
            }
        }
        module.done();
        return read;
    }
}
