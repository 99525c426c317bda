package slipstream.alerting;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.AlertStatus;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.desk.GroupStatus;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.dispatch.Dispatcher;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.journal.InputPublisher;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.Notification;

/** The desk of this process: what comes in goes to Kafka, and what is known is what its dispatcher knows while it is the one that tells. */
final class Desk implements AlertDesk {
    private final InputPublisher inputs;
    private final Supplier<AlertingSettings> settings;
    private final Supplier<Optional<Dispatcher>> dispatcher;
    private final DecisionLog log;

    Desk(
            InputPublisher inputs,
            Supplier<AlertingSettings> settings,
            Supplier<Optional<Dispatcher>> dispatcher,
            DecisionLog log) {
        this.inputs = inputs;
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.log = log;
    }

    @Override
    public List<AlertStatus> alerts() {
        return dispatcher.get().map(Dispatcher::alerts).orElse(List.of());
    }

    @Override
    public List<GroupStatus> groups() {
        return dispatcher.get().map(Dispatcher::groups).orElse(List.of());
    }

    @Override
    public List<String> receivers() {
        Set<String> names = new LinkedHashSet<>();
        settings.get().allReceivers().forEach(receiver -> names.add(receiver.name()));
        return List.copyOf(names);
    }

    @Override
    public List<Silence> silences() {
        return dispatcher.get().map(Dispatcher::silences).orElse(List.of());
    }

    @Override
    public void post(List<AlertEvent> alerts) throws DeskUnavailableException {
        inputs.alerts(alerts);
    }

    @Override
    public void set(Silence silence) throws DeskUnavailableException {
        inputs.silence(silence);
    }

    @Override
    public String configuration() {
        return MaskedText.of(settings.get().text());
    }

    @Override
    public Duration resolveTimeout() {
        return settings.get().resolveTimeout();
    }

    @Override
    public List<Incident> incidents() {
        return dispatcher.get().map(known -> List.copyOf(known.incidents())).orElse(List.of());
    }

    @Override
    public IncidentAction.Result act(IncidentAction action) throws DeskUnavailableException {
        return dispatcher
                .get()
                .orElseThrow(() -> new DeskUnavailableException(
                        "another process tells at the moment; ask that one", new IllegalStateException("stands by")))
                .act(action);
    }

    @Override
    public Oncall oncall() {
        return settings.get().oncall();
    }

    @Override
    public List<Notification> decisions(String fingerprint) {
        return log.about(fingerprint);
    }

    @Override
    public boolean isReady() {
        return dispatcher.get().isPresent();
    }
}
