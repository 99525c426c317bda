package slipstream.streams.rule;

import java.util.ArrayList;
import java.util.List;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Incident;
import slipstream.streams.slice.Account;

/** Notes down everything that an {@link AlertBook} says. */
final class ToldAlerts implements AlertBook.Sink {
    final List<AlertEvent> events = new ArrayList<>();
    final List<Incident> incidents = new ArrayList<>();
    final List<String> transitions = new ArrayList<>();
    private final long originMillis;

    /** @param originMillis instants are written as seconds since then */
    ToldAlerts(long originMillis) {
        this.originMillis = originMillis;
    }

    @Override
    public void transition(Account account, String rule, String severity, boolean isActive, long atMillis) {
        transitions.add(severity + (isActive ? " active " : " over ") + seconds(atMillis));
    }

    @Override
    public void told(AlertEvent event) {
        events.add(event);
    }

    @Override
    public void incident(Incident incident) {
        incidents.add(incident);
    }

    /** What was told since this was last asked: severity, status and the instant that decided. */
    List<String> take() {
        List<String> lines = events.stream()
                .map(event -> event.severity() + " " + event.status().word() + " "
                        + seconds(event.evaluatedAt().toEpochMilli()))
                .toList();
        events.clear();
        return lines;
    }

    private String seconds(long atMillis) {
        return Double.toString((atMillis - originMillis) / 1_000d);
    }
}
