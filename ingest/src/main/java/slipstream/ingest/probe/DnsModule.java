package slipstream.ingest.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.dns.DnsType;

/**
 * What a name server is asked and which answers are good.
 *
 * @param overTcp whether the question goes over TCP rather than UDP
 * @param validRcodes such as {@code NOERROR}
 */
public record DnsModule(
        Duration timeout,
        String queryName,
        DnsType queryType,
        boolean recursionDesired,
        boolean overTcp,
        Set<String> validRcodes,
        RecordChecks answer,
        RecordChecks authority,
        RecordChecks additional,
        IpChoice addresses)
        implements ProbeModule {
    private static final int PORT = 53;

    /**
     * What the records of one section must be. The lists are blackbox_exporter's, over records in the form of a zone file.
     *
     * @param failIfMatches fails when any record matches any of them
     * @param failIfAllMatch fails when every record matches one of them
     * @param failIfNotMatches fails when a record matches none of them, or when there is none
     * @param failIfNoneMatches fails when no record matches any of them
     */
    public record RecordChecks(
            List<Pattern> failIfMatches,
            List<Pattern> failIfAllMatch,
            List<Pattern> failIfNotMatches,
            List<Pattern> failIfNoneMatches) {
        static final RecordChecks NONE = new RecordChecks(List.of(), List.of(), List.of(), List.of());

        public RecordChecks {
            failIfMatches = List.copyOf(failIfMatches);
            failIfAllMatch = List.copyOf(failIfAllMatch);
            failIfNotMatches = List.copyOf(failIfNotMatches);
            failIfNoneMatches = List.copyOf(failIfNoneMatches);
        }
    }

    public DnsModule {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(queryName, "queryName");
        Objects.requireNonNull(queryType, "queryType");
        validRcodes = Set.copyOf(validRcodes);
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(additional, "additional");
        Objects.requireNonNull(addresses, "addresses");
    }

    @Override
    public String normalized(String target) {
        return HostPort.parse(target, PORT).toString();
    }

    @Override
    public Optional<String> host(String target) {
        return Optional.of(HostPort.parse(target, PORT).host());
    }

    @Override
    public Prober prober(AddressRules rules) {
        return new DnsProber(this, rules);
    }
}
