package slipstream.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of the embedded broker: one node that is broker and controller, heard on loopback only. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENTS = "PLAINTEXT";

    private BrokerSettings() {}

    /** Everything the broker is told; whatever is not here is the broker's own default. */
    static Map<String, String> of(Path logs, LoopbackPorts ports) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("log.dirs", logs.toString());
        addAddresses(settings, ports);
        addOneNodeReplication(settings);
        addQuickRestart(settings);
        addSmallFootprint(settings);
        addSafeguards(settings);
        return settings;
    }

    private static void addAddresses(Map<String, String> settings, LoopbackPorts ports) {
        String clients = CLIENTS + "://" + LoopbackPorts.HOST + ":" + ports.client();
        String controller = LoopbackPorts.HOST + ":" + ports.controller();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("listeners", clients + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", clients);
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    }

    private static void addOneNodeReplication(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        // Four partitions, as Slipstream's own topics have: the default of 50 would be 100 folders for nothing.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void addQuickRestart(Map<String, String> settings) {
        // Without it a restart waits for the old session of this very broker to end: 13 s instead of 8 (measured).
        settings.put("controlled.shutdown.enable", "true");
        // After kill -9 the controller waits this long before it lets the same broker in again; the default is 9 s.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // There is nobody to wait for: a group's members all live in this process.
        settings.put("group.initial.rebalance.delay.ms", "0");
    }

    private static void addSmallFootprint(Map<String, String> settings) {
        // The default reserves 128 MiB of heap for compaction; 4 MiB clean some 170 000 keys in a pass.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
    }

    private static void addSafeguards(Map<String, String> settings) {
        // A misspelt topic must be an error, not a new topic with the wrong retention.
        settings.put("auto.create.topics.enable", "false");
        // The default of 7 days would forget how far a machine had read that was switched off for longer, and count
        // twice.
        settings.put("offsets.retention.minutes", Integer.toString(400 * 24 * 60));
    }
}
