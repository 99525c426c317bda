package slipstream.contract.slo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;

/** Reads {@code alertPolicies} of an SLO: its own, or the standard ones where it has none. */
final class PoliciesReader {
    /** What sorts before and after words that mean nothing here. */
    private static final Map<String, Integer> RANKS = Map.of(
            "page",
            0,
            "critical",
            0,
            "high",
            1,
            "error",
            1,
            "ticket",
            3,
            "warning",
            3,
            "medium",
            3,
            "low",
            4,
            "info",
            5);

    private static final int RANK_OF_OTHERS = 2;

    /** Just below 0.9333, which the last standard pair has over 28 days (Sloth's google-28d.yaml). */
    private static final double MILDEST_FACTOR = 0.93;

    private final Registry registry;
    private final Fields spec;

    PoliciesReader(Registry registry, Fields spec) {
        this.registry = registry;
        this.spec = spec;
    }

    /** The policies that were written, the most severe first; empty when the SLO names none. */
    List<AlertPolicy> written(Optional<Subject> subject) {
        if (!spec.has("alertPolicies")) {
            return List.of();
        }
        List<AlertPolicy> policies = new ArrayList<>();
        for (Fields item : spec.listOfFields("alertPolicies")) {
            policies.addAll(policy(item, subject));
        }
        Set<String> names = new HashSet<>();
        for (AlertPolicy policy : policies) {
            if (!names.add(policy.severity() + " " + policy.name())) {
                spec.error(
                        "alertPolicies",
                        "two alerts of severity " + policy.severity() + " are called '" + policy.name() + "'");
            }
        }
        policies.sort(Comparator.comparingInt(policy -> rank(policy.severity())));
        return policies;
    }

    /** Whether any policy was written, also one with nothing to alert about. */
    boolean isWritten() {
        return spec.holds("alertPolicies") && !spec.list("alertPolicies").isEmpty();
    }

    private static int rank(String severity) {
        return RANKS.getOrDefault(severity.toLowerCase(Locale.ROOT), RANK_OF_OTHERS);
    }

    private List<AlertPolicy> policy(Fields item, Optional<Subject> subject) {
        boolean isReference = item.holds("alertPolicyRef");
        boolean isInline = item.holds("kind") || item.holds("metadata") || item.holds("spec");
        if (isReference == isInline) {
            item.element("alertPolicyRef");
            item.error(
                    "alertPolicyRef",
                    "needs exactly one of alertPolicyRef and a policy written out (kind, metadata, spec)");
            return List.of();
        }
        if (isInline) {
            Document inline = registry.inline(Kind.ALERT_POLICY, item);
            item.done();
            return read(inline, subject);
        }
        Optional<String> name = Metadata.reference(item, "alertPolicyRef", registry.reading());
        item.done();
        if (name.isEmpty()) {
            return List.of();
        }
        Optional<Document> document = registry.find(Kind.ALERT_POLICY, name.get());
        if (document.isEmpty()) {
            item.error("alertPolicyRef", registry.nothingCalled(Kind.ALERT_POLICY, name.get()));
            return List.of();
        }
        return read(document.get(), subject);
    }

    private List<AlertPolicy> read(Document document, Optional<Subject> subject) {
        return document.kind() == Kind.EXTENDED_POLICY
                ? new ExtendedPolicyReader(registry, document).read(subject)
                : new PolicyReader(registry, document).read(subject);
    }

    /** The standard policies, without the pairs that no objective of this SLO can ever exceed. */
    List<AlertPolicy> standard(Subject subject) {
        List<AlertPolicy> policies = new ArrayList<>();
        for (AlertPolicy policy : AlertPolicy.standard(subject.period())) {
            SloCondition.BurnRateWindows windows = (SloCondition.BurnRateWindows) policy.condition();
            List<BurnRatePair> reachable = new ArrayList<>();
            for (BurnRatePair pair : windows.pairs()) {
                Optional<String> objection = objection(pair, subject);
                if (objection.isEmpty()) {
                    reachable.add(pair);
                    warnOfMildness(policy, pair, subject);
                } else {
                    spec.warning(
                            "objectives",
                            "the " + policy.severity() + " pair " + Durations.format(pair.shortWindow()) + "/"
                                    + Durations.format(pair.longWindow()) + " is left out: " + objection.get());
                }
            }
            if (!reachable.isEmpty()) {
                policies.add(new AlertPolicy(
                        policy.name(),
                        policy.severity(),
                        new SloCondition.BurnRateWindows(reachable, windows.basis(), windows.minBad())));
            }
        }
        return policies;
    }

    /** The standard windows are meant for weeks: over a day or two their factors are rates at which no budget is ever spent. */
    private void warnOfMildness(AlertPolicy policy, BurnRatePair pair, Subject subject) {
        if (pair.factor() < MILDEST_FACTOR) {
            spec.warning(
                    "timeWindow",
                    String.format(
                            Locale.ROOT,
                            "the %s pair %s/%s alerts above a burn rate of %.2f, at which the budget outlasts the period %s:"
                                    + " give this SLO alertPolicies of its own",
                            policy.severity(),
                            Durations.format(pair.shortWindow()),
                            Durations.format(pair.longWindow()),
                            pair.factor(),
                            subject.period().words()));
        }
    }

    private static Optional<String> objection(BurnRatePair pair, Subject subject) {
        if (pair.longWindow().compareTo(subject.period().nominal()) >= 0) {
            return Optional.of(
                    "it is not shorter than the period " + subject.period().words());
        }
        return subject.canBurn(pair.factorNumerator(), pair.factorDenominator(), false)
                ? Optional.empty()
                : Optional.of(subject.outOfReach(pair.factor()));
    }
}
