package slipstream.alerting.oncall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.MatchersReader;
import slipstream.alerting.route.WaitingTime;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads {@code severities}, the worst first. */
final class SeverityReader {
    private static final List<String> IMMEDIATELY = List.of("immediate", "immediately");

    private final AddressReader addresses;

    SeverityReader(AddressReader addresses) {
        this.addresses = addresses;
    }

    List<Severity> read(Fields fields) {
        List<Severity> all = new ArrayList<>();
        Map<String, String> meanings = new HashMap<>();
        for (Map.Entry<String, Element> entry : fields.all().entrySet()) {
            entry.getValue().asFields(fields.problems()).ifPresent(severity -> {
                Severity read = severity(entry.getKey(), severity);
                severity.done();
                for (String value : read.values()) {
                    String other = meanings.putIfAbsent(value, read.name());
                    if (other != null) {
                        severity.error("values", "'" + value + "' means " + other + " already");
                    }
                }
                all.add(read);
            });
        }
        return all;
    }

    private Severity severity(String name, Fields fields) {
        Set<String> values = new LinkedHashSet<>(Set.of(name.toLowerCase(Locale.ROOT)));
        fields.listOfText("values").forEach(value -> values.add(value.toLowerCase(Locale.ROOT)));
        LabelMatchers matchers = MatchersReader.read(fields);
        Optional<ResponseTime> respondWithin = fields.converted(
                "respond_within",
                "a duration such as 0m, 15m or 24h, immediate, or next business day",
                SeverityReader::responseTime);
        List<Address> escalateTo = fields.has("escalate_to") ? addresses.read(fields, "escalate_to") : List.of();
        if (!escalateTo.isEmpty() && respondWithin.flatMap(ResponseTime::within).isEmpty()) {
            fields.error(
                    "escalate_to",
                    "needs respond_within with a duration, after which they are told; an escalation policy can say more");
        }
        return new Severity(
                name,
                values,
                matchers.all().isEmpty() ? Optional.empty() : Optional.of(matchers),
                fields.oneOf("pagerduty", "critical", "error", "warning", "info"),
                fields.oneOf("opsgenie", "P1", "P2", "P3", "P4", "P5"),
                respondWithin,
                escalateTo,
                fields.oneOf("impact", "none", "minor", "major", "critical"));
    }

    private static ResponseTime responseTime(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (words.equals(ResponseTime.NEXT_BUSINESS_DAY)) {
            return new ResponseTime(Optional.empty());
        }
        return new ResponseTime(Optional.of(IMMEDIATELY.contains(words) ? Duration.ZERO : WaitingTime.parse(words)));
    }
}
