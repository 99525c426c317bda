package slipstream.alerting.deliver;

import java.util.List;
import java.util.Optional;

/** Where messages are put for those who are to be told. Thread-safe; never blocks. */
public interface Outboxes {
    /** The receiver with an id. */
    Optional<Receiver> find(String id);

    /** The channels over which the receiver with a name is told. */
    List<Receiver> named(String name);

    /** Puts a message where its receiver finds it; it takes the place of one about the same group that still waits. */
    void put(Pending pending);

    /** Takes back what waits for a receiver about a group. */
    void withdraw(String receiver, String groupKey);
}
