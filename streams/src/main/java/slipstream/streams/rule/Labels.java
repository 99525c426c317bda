package slipstream.streams.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import slipstream.contract.document.Durations;
import slipstream.contract.slo.GroupBy;
import slipstream.streams.slice.Account;

/** What alerts of all rules have in common in their labels and words. */
final class Labels {
    private Labels() {}

    /** Adds the values of the account's group under the names of its fields. */
    static void putGroup(Map<String, String> labels, GroupBy groupBy, Account account) {
        List<String> names = groupBy.labelNames();
        List<String> values = account.key().group();
        for (int i = 0; i < values.size(); i++) {
            labels.put(names.get(i), values.get(i));
        }
    }

    /** A name, and which of its groups is meant. */
    static String named(String name, Account account) {
        return account.key().group().isEmpty()
                ? name
                : name + " (" + String.join(", ", account.key().group()) + ")";
    }

    /** That nothing comes, and that this says nothing about how the service is. */
    static String silent(long millis) {
        return "no data for " + rounded(Duration.ofMillis(millis)) + "; neither healthy nor down is known";
    }

    /** A duration as people say it: to the minute, or to the second when it is short. */
    static String rounded(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(5)) < 0) {
            return Durations.format(Duration.ofSeconds(Math.max(1, duration.toSeconds())));
        }
        long minutes = duration.toMinutes();
        if (minutes < 120) {
            return minutes + "m";
        }
        return minutes < 2_880
                ? minutes / 60 + "h " + minutes % 60 + "m"
                : minutes / 1_440 + "d " + minutes % 1_440 / 60 + "h";
    }
}
