package slipstream.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import slipstream.contract.document.Fields;
import slipstream.streams.classify.ClassifyStage;
import slipstream.streams.classify.EventIds;
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
 * @param partialsPartitions how many partitions the partials topic has
 * @param commitInterval how often results are committed and thus become visible
 * @param threads stream threads in this process
 * @param standbyReplicas copies of the state on other instances
 * @param replicationFactor of internal topics
 * @param processingGuarantee {@code exactly_once_v2}, unless a test wants to see it fail
 * @param externalUrl where the page can be reached, for the links in alerts
 * @param eventIds which sources tell resends by an id instead of a sequence
 */
public record StreamsSettings(
        Map<String, Object> kafka,
        Path stateFolder,
        ClockMode clock,
        Duration lateness,
        int observationPartitions,
        int partialsPartitions,
        Duration commitInterval,
        int threads,
        int standbyReplicas,
        int replicationFactor,
        String processingGuarantee,
        String externalUrl,
        EventIds.Settings eventIds) {

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
        Objects.requireNonNull(eventIds, "eventIds");
    }

    /** Settings in which every source numbers its events. */
    public StreamsSettings(
            Map<String, Object> kafka,
            Path stateFolder,
            ClockMode clock,
            Duration lateness,
            int observationPartitions,
            int partialsPartitions,
            Duration commitInterval,
            int threads,
            int standbyReplicas,
            int replicationFactor,
            String processingGuarantee,
            String externalUrl) {
        this(
                kafka,
                stateFolder,
                clock,
                lateness,
                observationPartitions,
                partialsPartitions,
                commitInterval,
                threads,
                standbyReplicas,
                replicationFactor,
                processingGuarantee,
                externalUrl,
                EventIds.Settings.NONE);
    }

    /** What can be set in {@code slipstream.yml} under {@code streams}. */
    public record Tuning(
            Optional<Duration> commitInterval,
            Optional<Integer> threads,
            Optional<Integer> standbyReplicas,
            Optional<Duration> lateness,
            EventIds.Settings eventIds) {
        public static final Tuning DEFAULTS = new Tuning(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), EventIds.Settings.NONE);

        public static Tuning read(Fields section) {
            Tuning tuning = new Tuning(
                    section.duration("commit_interval"),
                    section.wholeNumber("threads", 1, 64).stream().boxed().findFirst(),
                    section.wholeNumber("standby_replicas", 0, 3).stream()
                            .boxed()
                            .findFirst(),
                    section.duration("lateness"),
                    section.fields("event_ids").map(Tuning::eventIds).orElse(EventIds.Settings.NONE));
            section.done();
            return tuning;
        }

        private static EventIds.Settings eventIds(Fields section) {
            List<String> sources = section.listOfText("sources");
            if (sources.isEmpty()) {
                section.error("sources", "must name the sources whose events carry an id");
            }
            EventIds.Settings ids = new EventIds.Settings(
                    Set.copyOf(sources),
                    section.duration("window").orElse(EventIds.Settings.DEFAULT_WINDOW),
                    section.wholeNumber("most", 1, 100_000_000).orElse(EventIds.Settings.DEFAULT_MOST));
            section.done();
            return ids;
        }
    }

    ClassifyStage.Settings classifySettings() {
        return new ClassifyStage.Settings(clock, eventIds);
    }

    MergeStage.Settings mergeSettings() {
        return new MergeStage.Settings(clock, observationPartitions, partialsPartitions, lateness);
    }
}
