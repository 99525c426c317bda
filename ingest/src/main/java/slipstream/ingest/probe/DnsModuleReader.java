package slipstream.ingest.probe;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.ingest.probe.dns.DnsMessage;
import slipstream.ingest.probe.dns.DnsQuestion;
import slipstream.ingest.probe.dns.DnsType;

/** Reads the {@code dns} section of a module. */
final class DnsModuleReader {
    private DnsModuleReader() {}

    static Optional<ProbeModule> read(Fields module, Duration timeout) {
        Optional<Fields> section = module.requiredFields("dns");
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Fields dns = section.get();
        Optional<String> name = dns.requiredText("query_name").filter(text -> isName(dns, text));
        DnsType type = DnsType.ANY;
        if (dns.has("query_type")) {
            type = dns.converted(
                            "query_type",
                            "one of " + Arrays.toString(DnsType.values()),
                            word -> DnsType.ofName(word)
                                    .orElseThrow(() -> new IllegalArgumentException("not one of them")))
                    .orElse(DnsType.ANY);
        }
        dns.oneOf("query_class", "IN");
        boolean overTcp = dns.oneOf("transport_protocol", "udp", "tcp")
                .filter("tcp"::equals)
                .isPresent();
        DnsModule.RecordChecks answer = checks(dns, "validate_answer_rrs");
        DnsModule.RecordChecks authority = checks(dns, "validate_authority_rrs");
        DnsModule.RecordChecks additional = checks(dns, "validate_additional_rrs");
        boolean recursion = dns.bool("recursion_desired").orElse(true);
        Set<String> rcodes = rcodes(dns);
        IpChoice addresses = IpChoice.read(dns);
        NotHonoured.warn(dns, "the question goes in the clear", "dns_over_tls", "tls_config");
        NotHonoured.warn(dns, "the source address is chosen by the system", "source_ip_address");
        dns.done();
        DnsType asked = type;
        return name.map(query -> new DnsModule(
                timeout, query, asked, recursion, overTcp, rcodes, answer, authority, additional, addresses));
    }

    private static boolean isName(Fields dns, String name) {
        try {
            DnsQuestion.encodedName(name);
            return true;
        } catch (IllegalArgumentException e) {
            dns.error("query_name", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static Set<String> rcodes(Fields dns) {
        Set<String> rcodes = new LinkedHashSet<>();
        for (Element item : dns.list("valid_rcodes")) {
            item.asText(dns.problems()).ifPresent(word -> {
                rcodes.add(word);
                if (!DnsMessage.isRcode(word)) {
                    dns.problems()
                            .error(
                                    item.where(),
                                    item.path(),
                                    "must be one of " + DnsMessage.rcodes() + ", is '" + word + "'");
                }
            });
        }
        return rcodes;
    }

    private static DnsModule.RecordChecks checks(Fields dns, String key) {
        Optional<Fields> section = dns.fields(key);
        if (section.isEmpty()) {
            return DnsModule.RecordChecks.NONE;
        }
        Fields checks = section.get();
        DnsModule.RecordChecks read = new DnsModule.RecordChecks(
                Patterns.list(checks, "fail_if_matches_regexp"),
                Patterns.list(checks, "fail_if_all_match_regexp"),
                Patterns.list(checks, "fail_if_not_matches_regexp"),
                Patterns.list(checks, "fail_if_none_matches_regexp"));
        checks.done();
        return read;
    }
}
