package slipstream.bench;

import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Incident;
import slipstream.streams.rule.AlertBook;
import slipstream.streams.slice.Account;

/** Counts what becomes of rules. */
final class Transitions implements AlertBook.Sink {
    private int count;

    int count() {
        return count;
    }

    @Override
    public void transition(Account account, String rule, String severity, boolean isActive, long atMillis) {
        count++;
    }

    @Override
    public void told(AlertEvent event) {
        count++;
    }

    @Override
    public void incident(Incident incident) {
        count++;
    }
}
