package slipstream.ingest.receive;

import java.time.Duration;
import java.util.Objects;

/**
 * How much the receiver takes at once.
 *
 * @param bodyBytes the longest body
 * @param items the most observations in one body
 * @param connections the most open connections; more wait in the operating system's queue
 * @param idle how long a connection may be silent, and how long a whole body may take to arrive
 * @param answer how long Kafka may take to confirm
 * @param workers bodies that are decoded and published at once
 * @param waiting whole bodies that wait for a worker
 * @param bufferedBytes the sum of all bodies that are held in memory, complete or not
 */
public record ReceiverLimits(
        int bodyBytes,
        int items,
        int connections,
        Duration idle,
        Duration answer,
        int workers,
        int waiting,
        long bufferedBytes) {

    /** As in the product's promises: 5 MiB, 5000 items, 1024 connections, 10 s; the rest keeps memory under 64 MiB. */
    public static final ReceiverLimits DEFAULTS = new ReceiverLimits(
            5 * 1024 * 1024, 5000, 1024, Duration.ofSeconds(10), Duration.ofSeconds(10), 4, 64, 64L * 1024 * 1024);

    public ReceiverLimits {
        Objects.requireNonNull(idle, "idle");
        Objects.requireNonNull(answer, "answer");
        if (bodyBytes < 1 || items < 1 || connections < 1 || workers < 1 || waiting < 1 || bufferedBytes < bodyBytes) {
            throw new IllegalArgumentException("each limit must be at least 1, and bufferedBytes at least bodyBytes");
        }
    }
}
