package slipstream.alerting.oncall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.MatchersReader;
import slipstream.alerting.route.WaitingTime;
import slipstream.contract.document.Durations;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads {@code escalation_policies}. */
final class EscalationReader {
    private static final int MOST_REPEATS = 100;
    private static final Duration LEAST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_REMINDER = Duration.ofMinutes(1);

    private final AddressReader addresses;
    private final List<String> severities;

    EscalationReader(AddressReader addresses, List<Severity> severities) {
        this.addresses = addresses;
        this.severities = severities.stream().map(Severity::name).toList();
    }

    List<EscalationPolicy> read(Fields root) {
        List<EscalationPolicy> policies = new ArrayList<>();
        Names names = new Names("escalation policy");
        for (Fields policy : root.listOfFields("escalation_policies")) {
            Optional<String> name = names.read(policy);
            int errors = policy.problems().errorCount();
            Optional<EscalationPolicy> read = policy(policy, name.orElse(""));
            policy.done();
            if (policy.problems().errorCount() == errors) {
                read.ifPresent(policies::add);
            }
        }
        return policies;
    }

    private Optional<EscalationPolicy> policy(Fields policy, String name) {
        LabelMatchers matchers = MatchersReader.read(policy);
        Set<String> bySeverity = severities(policy);
        List<EscalationPolicy.Step> steps = steps(policy);
        EscalationPolicy.Until until =
                policy.oneOf("until", "acked", "resolved").orElse("acked").equals("acked")
                        ? EscalationPolicy.Until.ACKED
                        : EscalationPolicy.Until.RESOLVED;
        int repeat = policy.wholeNumber("repeat", 0, MOST_REPEATS).orElse(0);
        Optional<Duration> repeatEvery = policy.duration("repeat_every");
        Optional<Duration> reminder = policy.duration("re_notify_acked_after");
        if (reminder.filter(after -> after.compareTo(SHORTEST_REMINDER) < 0).isPresent()) {
            policy.error("re_notify_acked_after", "must be at least 1m: whoever acknowledged is busy");
        }
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        Duration last = steps.get(steps.size() - 1).after();
        if (repeatEvery.filter(every -> every.compareTo(last) <= 0).isPresent()) {
            policy.error("repeat_every", "must be longer than the chain, whose last step is after " + words(last));
            return Optional.empty();
        }
        return Optional.of(new EscalationPolicy(
                name, matchers, bySeverity, steps, until, repeat, repeatEvery.orElse(usualRound(steps)), reminder));
    }

    private Set<String> severities(Fields policy) {
        Set<String> named = new LinkedHashSet<>(policy.listOfText("severities"));
        for (String name : named) {
            if (!severities.contains(name)) {
                policy.error(
                        "severities", "there is no severity '" + name + "'" + Spelling.suggestion(name, severities));
            }
        }
        return named;
    }

    private List<EscalationPolicy.Step> steps(Fields policy) {
        if (!policy.holds("steps")) {
            policy.missing("steps");
            return List.of();
        }
        List<Fields> items = policy.listOfFields("steps");
        if (items.isEmpty()) {
            policy.error("steps", "are empty: nobody would be told");
        }
        List<EscalationPolicy.Step> steps = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Fields item : items) {
            if (!item.holds("after")) {
                item.missing("after");
            }
            Duration after = item.converted("after", "a duration such as 0s, 90s, 10m or 1h30m", WaitingTime::parse)
                    .orElse(before);
            if (after.compareTo(before) < 0) {
                item.error(
                        "after",
                        "is " + words(after) + ", and the step before it is after " + words(before)
                                + ": steps stand in the order of time, counted from the opening");
            }
            before = after.compareTo(before) < 0 ? before : after;
            List<Address> whom = addresses.read(item, "notify");
            Set<String> via = addresses.via(item, whom);
            item.done();
            steps.add(new EscalationPolicy.Step(before, whom, via));
        }
        return steps;
    }

    /** As long after the last step as that is after the one before it, and no shorter than five minutes. */
    private static Duration usualRound(List<EscalationPolicy.Step> steps) {
        Duration last = steps.get(steps.size() - 1).after();
        Duration before = steps.size() > 1 ? steps.get(steps.size() - 2).after() : Duration.ZERO;
        Duration pause = last.minus(before);
        return last.plus(pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause);
    }

    private static String words(Duration length) {
        return length.isZero() ? "0s" : Durations.format(length);
    }
}
