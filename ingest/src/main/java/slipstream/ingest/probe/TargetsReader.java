package slipstream.ingest.probe;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.event.Origin;
import slipstream.ingest.probe.address.AddressRefusedException;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.address.Cidr;

/** Reads groups of targets with their labels, from {@code static_configs} or from a target file. */
record TargetsReader(String location, String job, ProbeModule module, AddressRules rules) {
    /** The names that an observation may carry (see the contract's codec): what is let through here must not be refused there. */
    static final Pattern NAME = Pattern.compile("(?!__)[A-Za-z0-9._:/-]{1,128}");

    /** An observation has room for 64 attributes, of which a flow needs some for its steps. */
    private static final int MAX_LABELS = 64 - FlowModuleReader.MAX_STEPS - 1;

    static String nameRule(String what) {
        return "the name of " + what + " must have 1 to 128 of A-Z a-z 0-9 . _ : / - and not begin with __";
    }

    /** Adds the targets of a group to those of the job. */
    void readGroup(Fields group, Map<String, ProbeTarget> targets) {
        Map<String, String> labels = new LinkedHashMap<>(group.map("labels"));
        String service = labels.remove("service");
        if (service == null) {
            group.error("labels", "the label service is required: results are counted by service");
            service = "";
        } else if (!NAME.matcher(service).matches()) {
            group.error("labels", "service: " + nameRule("a service"));
        }
        if (labels.size() > MAX_LABELS) {
            group.error("labels", "has " + labels.size() + " labels, at most " + MAX_LABELS + " are kept");
        }
        List<Element> items = group.list("targets");
        if (items.isEmpty()) {
            group.error("targets", "at least one target is required");
        }
        for (Element item : items) {
            Optional<String> address = item.asText(group.problems()).flatMap(text -> normalized(text, group, item));
            if (address.isPresent()) {
                add(new ProbeTarget(address.get(), service, labels), group, item, targets);
            }
        }
        group.done();
    }

    private Optional<String> normalized(String text, Fields group, Element item) {
        try {
            String address = module.normalized(text);
            module.host(address).ifPresent(host -> checkHost(host, group, item));
            return Optional.of(address);
        } catch (IllegalArgumentException e) {
            group.problems().error(item.where(), item.path(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A target that is known to be refused at each probe is a mistake in the file, and is told before the first one. */
    private void checkHost(String host, Fields group, Element item) {
        String numeric = host.toLowerCase(Locale.ROOT).equals("localhost") ? "127.0.0.1" : host;
        if (!Cidr.isNumeric(numeric)) {
            return;
        }
        try {
            InetAddress address = Cidr.numeric(numeric);
            rules.check(address);
        } catch (AddressRefusedException e) {
            group.problems().error(item.where(), item.path(), String.valueOf(e.getMessage()));
        }
    }

    private void add(ProbeTarget target, Fields group, Element item, Map<String, ProbeTarget> targets) {
        if (targets.putIfAbsent(target.address(), target) != null) {
            group.problems()
                    .error(item.where(), item.path(), "the target " + target.address() + " stands twice in the job");
        }
        int sourceChars = ProbeResults.source(location, job, target.address()).length();
        if (sourceChars > Origin.MAX_SOURCE_CHARS) {
            group.problems()
                    .error(
                            item.where(),
                            item.path(),
                            "location, job and target have " + sourceChars + " characters together, at most "
                                    + Origin.MAX_SOURCE_CHARS + " are allowed");
        }
    }
}
