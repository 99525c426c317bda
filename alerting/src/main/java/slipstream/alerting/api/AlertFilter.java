package slipstream.alerting.api;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.MatcherParser;

/**
 * Which alerts a caller wants to see: the parameters {@code active}, {@code silenced}, {@code inhibited}, {@code filter},
 * {@code receiver} and {@code receiver_matchers} of Alertmanager's API. {@code unprocessed} changes nothing, there as here: an alert that is
 * known has been processed.
 */
final class AlertFilter {
    private final boolean active;
    private final boolean silenced;
    private final boolean inhibited;
    private final LabelMatchers matchers;
    private final Predicate<String> receivers;

    private AlertFilter(
            boolean active, boolean silenced, boolean inhibited, LabelMatchers matchers, Predicate<String> receivers) {
        this.active = active;
        this.silenced = silenced;
        this.inhibited = inhibited;
        this.matchers = matchers;
        this.receivers = receivers;
    }

    static AlertFilter of(Call call) throws Refusal {
        return new AlertFilter(
                call.flag("active", true),
                call.flag("silenced", true),
                call.flag("inhibited", true),
                matchers(call, "filter"),
                receivers(call));
    }

    /** @throws Refusal when a parameter holds no matcher */
    static LabelMatchers matchers(Call call, String parameter) throws Refusal {
        try {
            return MatcherParser.parseAll(call.all(parameter));
        } catch (IllegalArgumentException e) {
            throw Refusal.said(400, "bad matcher format: " + e.getMessage());
        }
    }

    boolean admits(AlertStatus alert, Instant now) {
        boolean suppressed = alert.isSuppressed();
        return alert.endsAt().isAfter(now)
                && (active || suppressed)
                && (silenced || alert.silencedBy().isEmpty())
                && (inhibited || alert.inhibitedBy().isEmpty())
                && matchers.match(alert.alert().labels());
    }

    boolean admitsReceiver(String receiver) {
        return receivers.test(receiver);
    }

    boolean admitsAnyReceiver(List<String> names) {
        return names.stream().anyMatch(receivers);
    }

    private static Predicate<String> receivers(Call call) throws Refusal {
        // Matchers look at labels of receivers, of which ours have none: each is matched as empty.
        boolean byLabels = matchers(call, "receiver_matchers").all().stream()
                .allMatch((LabelMatcher matcher) -> matcher.matches(Map.of()));
        if (!byLabels) {
            return receiver -> false;
        }
        Optional<String> regex = call.one("receiver").filter(text -> !text.isEmpty());
        if (regex.isEmpty()) {
            return receiver -> true;
        }
        try {
            Pattern pattern = Pattern.compile("^(?:" + regex.get() + ")$");
            return receiver -> pattern.matcher(receiver).find();
        } catch (PatternSyntaxException e) {
            throw Refusal.said(400, "failed to parse receiver param: " + e.getMessage());
        }
    }
}
