package slipstream.ingest.line;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import slipstream.contract.document.Spelling;

/** Every format that is known by its name and needs no mapping, one line each. */
final class NamedFormats {
    private static final Map<String, Named> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("alb", new Named(AlbReader::new, AlbReader.ATTRIBUTES)),
            Map.entry("caddy", new Named(CaddyReader::new, CaddyReader.ATTRIBUTES)),
            Map.entry("cloudflare", new Named(CloudflareReader::new, CloudflareReader.ATTRIBUTES.keySet())),
            Map.entry("haproxy", new Named(HaproxyReader::new, HaproxyReader.ATTRIBUTES)),
            Map.entry("jmeter-csv", new Named(JmeterCsvReader::new, List.of())),
            Map.entry("jtl", new Named(JtlReader::new, List.of())),
            Map.entry("lambda", new Named(LambdaReader::new, List.of())),
            Map.entry("netlify", new Named(NetlifyReader::new, List.of())),
            Map.entry("plain", new Named(PlainReader::new, List.of())),
            Map.entry("syslog", new Named(SyslogReader::new, SyslogReader.ATTRIBUTES)),
            Map.entry("w3c", new Named(W3cReader::new, W3cReader.ATTRIBUTES.keySet()))));

    private NamedFormats() {}

    /** How a format is read, and what is kept when it is asked for. */
    private record Named(Supplier<TextReader> reader, Collection<String> attributes) {}

    /**
     * The format of a name; empty when there is none.
     *
     * @throws InvalidFormatException when an attribute is asked for that the format does not have
     */
    static Optional<LineFormat> find(String name, List<String> attributes, ZoneId zone) {
        Named named = ALL.get(name);
        if (named == null) {
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>(named.attributes());
        for (String attribute : attributes) {
            if (!known.contains(attribute)) {
                throw new InvalidFormatException("the format " + name + " has no attribute " + attribute
                        + Spelling.suggestion(attribute, known) + "; it has "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        return Optional.of(new TextFormat(named.reader(), Set.copyOf(attributes), zone, false));
    }

    static String names() {
        return String.join(", ", ALL.keySet());
    }
}
