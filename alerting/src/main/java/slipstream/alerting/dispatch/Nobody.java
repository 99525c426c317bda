package slipstream.alerting.dispatch;

import java.util.List;
import java.util.Optional;
import slipstream.alerting.deliver.Outboxes;
import slipstream.alerting.deliver.Pending;
import slipstream.alerting.deliver.Receiver;

/** Those who can be told before anybody is configured. */
enum Nobody implements Outboxes {
    INSTANCE;

    @Override
    public Optional<Receiver> find(String id) {
        return Optional.empty();
    }

    @Override
    public List<Receiver> named(String name) {
        return List.of();
    }

    @Override
    public void put(Pending pending) {
        throw new IllegalStateException("there is no receiver " + pending.receiver());
    }

    @Override
    public void withdraw(String receiver, String groupKey) {
        throw new IllegalStateException("there is no receiver " + receiver);
    }
}
