package slipstream.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.MergeStage;

/**
 * How the stream job runs.
 *
 * @param kafka how to reach the cluster: {@code bootstrap.servers} and whatever security needs
 * @param stateFolder where state is kept between restarts
 * @param clock what "now" means
 * @param lateness how far out of order events are expected when events tell the time
 * @param observationPartitions how many partitions the observations topic has
 * @param commitInterval how often results are committed and thus become visible
 * @param threads stream threads in this process
 * @param standbyReplicas copies of the state on other instances
 * @param replicationFactor of internal topics
 * @param processingGuarantee {@code exactly_once_v2}, unless a test wants to see it fail
 * @param externalUrl where the page can be reached, for the links in alerts
 */
public record StreamsSettings(
        Map<String, Object> kafka,
        Path stateFolder,
        ClockMode clock,
        Duration lateness,
        int observationPartitions,
        Duration commitInterval,
        int threads,
        int standbyReplicas,
        int replicationFactor,
        String processingGuarantee,
        String externalUrl) {

    /** Names the consumer group, the transactional ids and the internal topics. */
    public static final String APPLICATION_ID = "slipstream-streams";

    public StreamsSettings {
        kafka = Map.copyOf(kafka);
        Objects.requireNonNull(stateFolder, "stateFolder");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(lateness, "lateness");
        Objects.requireNonNull(commitInterval, "commitInterval");
        Objects.requireNonNull(processingGuarantee, "processingGuarantee");
        Objects.requireNonNull(externalUrl, "externalUrl");
    }

    /** What can be set in {@code slipstream.yml} under {@code streams}. */
    public record Tuning(
            Optional<Duration> commitInterval,
            Optional<Integer> threads,
            Optional<Integer> standbyReplicas,
            Optional<Duration> lateness) {
        public static final Tuning DEFAULTS =
                new Tuning(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Tuning read(Fields section) {
            Tuning tuning = new Tuning(
                    section.duration("commit_interval"),
                    section.wholeNumber("threads", 1, 64).stream().boxed().findFirst(),
                    section.wholeNumber("standby_replicas", 0, 3).stream()
                            .boxed()
                            .findFirst(),
                    section.duration("lateness"));
            section.done();
            return tuning;
        }
    }

    MergeStage.Settings mergeSettings() {
        return new MergeStage.Settings(clock, observationPartitions, lateness);
    }
}
