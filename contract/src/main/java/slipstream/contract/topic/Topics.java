package slipstream.contract.topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Notification;

/** Every topic of Slipstream, in the order in which an event travels. */
public final class Topics {
    private static final int PARTITIONS = 4;

    /** Key: the source, so that one source's observations stay in order. Value: one observation or many, newline-delimited. */
    public static final Topic<String, byte[]> OBSERVATIONS = new Topic<>(
            "slipstream.observations",
            "what was observed, in the normal form",
            Serdes.String(),
            Serdes.ByteArray(),
            PARTITIONS,
            Optional.of(Duration.ofDays(30)));

    /**
     * Key: a file's path within the configuration, or {@code manifest}. Value: the file's text, or the list of the files that make the
     * present revision. One partition, so that every reader sees the same order.
     */
    public static final Topic<String, String> DEFINITIONS = new Topic<>(
            "slipstream.definitions",
            "SLOs and rules as they are defined now, file by file, and the manifest of the present revision",
            Serdes.String(),
            Serdes.String(),
            1,
            Optional.empty());

    /** Key: the series. Value: counts to be added, in a compact binary form private to the streams module. */
    public static final Topic<byte[], byte[]> SLI_PARTIALS = new Topic<>(
            "slipstream.sli-partials",
            "counts per series and slice, to be added up",
            Serdes.ByteArray(),
            Serdes.ByteArray(),
            PARTITIONS,
            Optional.of(Duration.ofDays(1)));

    /** Key: the SLO's name. */
    public static final Topic<String, BudgetStatus> BUDGETS = new Topic<>(
            "slipstream.budgets",
            "how each SLO stands",
            Serdes.String(),
            JsonSerde.of(BudgetStatus.class),
            PARTITIONS,
            Optional.empty());

    /** Key: Alertmanager's fingerprint of the alert's labels. */
    public static final Topic<String, AlertEvent> ALERTS = new Topic<>(
            "slipstream.alerts",
            "each alert's last transition: firing or resolved",
            Serdes.String(),
            JsonSerde.of(AlertEvent.class),
            PARTITIONS,
            Optional.empty());

    /** Key: the alert's fingerprint. */
    public static final Topic<String, Notification> NOTIFICATIONS = new Topic<>(
            "slipstream.notifications",
            "every decision about telling somebody, with its reason",
            Serdes.String(),
            JsonSerde.of(Notification.class),
            PARTITIONS,
            Optional.of(Duration.ofDays(400)));

    /** Key: the silence's id. Value: the silence as Alertmanager's API shows it. One partition, so that every reader sees the same order. */
    public static final Topic<String, byte[]> SILENCES = new Topic<>(
            "slipstream.silences",
            "what people have silenced, and until when",
            Serdes.String(),
            Serdes.ByteArray(),
            1,
            Optional.empty());

    /**
     * Key: what is kept and about whom. Value: JSON private to the alerting module. One partition, and whoever reads it is the one that
     * tells.
     */
    public static final Topic<String, byte[]> ALERTING_RECORDS = new Topic<>(
            "slipstream.alerting-records",
            "who was told what, and who is still to be told",
            Serdes.String(),
            Serdes.ByteArray(),
            1,
            Optional.of(16 * 1024 * 1024),
            Optional.empty());

    /** Key: the source. Value: the original bytes; the reason and the position are in headers, see {@link slipstream.contract.event.DeadLetter}. */
    public static final Topic<String, byte[]> DEAD_LETTERS = new Topic<>(
            "slipstream.dead-letters",
            "what came in and was not counted, as it was, with the reason",
            Serdes.String(),
            Serdes.ByteArray(),
            PARTITIONS,
            Optional.of(Duration.ofDays(30)));

    private Topics() {}

    public static List<Topic<?, ?>> all() {
        return List.of(
                OBSERVATIONS,
                DEFINITIONS,
                SLI_PARTIALS,
                BUDGETS,
                ALERTS,
                SILENCES,
                ALERTING_RECORDS,
                NOTIFICATIONS,
                DEAD_LETTERS);
    }
}
