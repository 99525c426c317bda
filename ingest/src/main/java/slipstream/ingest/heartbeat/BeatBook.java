package slipstream.ingest.heartbeat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.ProbePhases;
import slipstream.contract.event.ProbeResult;
import slipstream.ingest.heartbeat.BeatFile.Beats;

/** When each job beat, and what is to be told about its due times. Thread-safe. */
final class BeatBook {
    /** After a long standstill the oldest due times of a job are left out, so that a job of every second does not tell of a year. */
    private static final int MAX_DUE = 1000;

    private final Map<String, Heartbeat> heartbeats = new LinkedHashMap<>();
    private final BeatFile file;
    private final Map<String, Beats> beats;

    /** @param nowMillis from when on jobs are expected that nothing is remembered of */
    BeatBook(List<Heartbeat> heartbeats, BeatFile file, long nowMillis) {
        this.file = file;
        this.beats = file.read();
        for (Heartbeat heartbeat : heartbeats) {
            this.heartbeats.put(heartbeat.name(), heartbeat);
            beats.putIfAbsent(heartbeat.name(), new Beats(List.of(nowMillis), heartbeat.dueAtOrBefore(nowMillis)));
        }
        beats.keySet().retainAll(this.heartbeats.keySet());
        file.write(beats);
    }

    Optional<Heartbeat> find(String name) {
        return Optional.ofNullable(heartbeats.get(name));
    }

    /** A job has beaten; when this returns it is on the disk. */
    synchronized void beat(String name, long millis) {
        Heartbeat heartbeat = heartbeats.get(name);
        Beats before = beats.get(name);
        List<Long> times = new ArrayList<>(before.beatMillis());
        int last = times.size() - 1;
        // Of an interval its first and its last beat say all: the one for the due time before it, the other for the one
        // after.
        boolean isThird = last > 0
                && heartbeat.dueAtOrBefore(times.get(last - 1)) == heartbeat.dueAtOrBefore(millis)
                && heartbeat.dueAtOrBefore(times.get(last)) == heartbeat.dueAtOrBefore(millis);
        if (isThird) {
            times.remove(last);
        }
        times.add(millis);
        put(heartbeat, times, before.lastDueMillis());
    }

    private void put(Heartbeat heartbeat, List<Long> times, long lastDueMillis) {
        List<Long> needed = times.stream()
                .filter(time -> heartbeat.isIn(time, lastDueMillis) || time > lastDueMillis)
                .skip(Math.max(0, times.size() - 2 * MAX_DUE))
                .toList();
        // The last one stays in any case, so that a line of the file always has one.
        beats.put(
                heartbeat.name(),
                new Beats(needed.isEmpty() ? times.subList(times.size() - 1, times.size()) : needed, lastDueMillis));
        file.write(beats);
    }

    /** The results that are due and were not told, each list of one job, oldest first. */
    synchronized List<List<ProbeResult>> due(long nowMillis) {
        List<List<ProbeResult>> all = new ArrayList<>();
        for (Heartbeat heartbeat : heartbeats.values()) {
            Beats known = beats.get(heartbeat.name());
            long interval = heartbeat.interval().toMillis();
            // A beat may come as late as the grace allows, so a due time is judged only then.
            long last = heartbeat.dueAtOrBefore(nowMillis - heartbeat.grace().toMillis());
            long first = Math.max(known.lastDueMillis() + interval, last - (MAX_DUE - 1) * interval);
            List<ProbeResult> results = new ArrayList<>();
            for (long due = first; due <= last; due += interval) {
                results.add(result(heartbeat, due, known.beatMillis()));
            }
            if (!results.isEmpty()) {
                all.add(results);
            }
        }
        return all;
    }

    /** Kafka has the results of a job up to a due time. */
    synchronized void told(String name, long dueMillis) {
        Beats before = beats.get(name);
        put(heartbeats.get(name), before.beatMillis(), Math.max(before.lastDueMillis(), dueMillis));
    }

    private static ProbeResult result(Heartbeat heartbeat, long due, List<Long> beatMillis) {
        boolean isAlive = beatMillis.stream().anyMatch(time -> heartbeat.isIn(time, due));
        return new ProbeResult(
                new Origin(heartbeat.source(), due),
                due,
                heartbeat.service(),
                heartbeat.name(),
                heartbeat.name(),
                "",
                isAlive ? ProbeOutcome.SUCCESS : ProbeOutcome.FAILURE,
                Observation.NO_STATUS,
                Observation.NO_LATENCY,
                ProbePhases.NONE,
                OptionalDouble.empty(),
                isAlive ? "" : "no heartbeat",
                heartbeat.labels());
    }
}
