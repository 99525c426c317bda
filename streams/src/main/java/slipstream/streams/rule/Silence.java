package slipstream.streams.rule;

import java.util.List;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.Exclusion;
import slipstream.streams.slice.Account;

/**
 * For how long nothing was heard of an account, of the time in which it was watched. Nobody expects to hear anything during
 * maintenance: silence begins anew when it ends. Pure.
 */
final class Silence {
    private Silence() {}

    /** Whether nothing has been heard for so long. */
    static boolean hasLasted(long withinMillis, Account account, List<Exclusion> exclusions, long atMillis) {
        return atMillis - heardMillis(account) >= withinMillis && millis(account, exclusions, atMillis) >= withinMillis;
    }

    /** How long it has lasted, in milliseconds. */
    static long millis(Account account, List<Exclusion> exclusions, long atMillis) {
        long since = heardMillis(account);
        for (Exclusion exclusion : exclusions) {
            if (exclusion.covers(atMillis)) {
                return 0;
            }
            for (BudgetPeriod.Span span : exclusion.schedule().between(since, atMillis)) {
                since = Math.max(since, span.to().toEpochMilli());
            }
        }
        return atMillis - since;
    }

    private static long heardMillis(Account account) {
        return Math.max(account.lastSeenMillis(), account.startedMillis());
    }
}
