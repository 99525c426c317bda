package slipstream.bench.throughput;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import slipstream.bench.contender.PlainDsl;
import slipstream.bench.load.Truth;
import slipstream.contract.topic.Topics;

/** Follows the windows that the plain job counts: each must have the counts of its requests. */
final class DslWatch extends Watch<PlainDsl.Counted> {
    private final Map<String, PlainDsl.Counted> expected = new HashMap<>();
    private final Map<String, PlainDsl.Counted> seen = new HashMap<>();

    DslWatch(Map<String, Object> kafka, Truth truth, PlainDsl.Windows windows) {
        super(kafka, PlainDsl.OUTPUT, Topics.OBSERVATIONS.partitions(), PlainDsl.counts());
        long size = windows.size().toMillis();
        truth.bySlo()
                .keySet()
                .forEach(slo -> truth.windows(slo, size)
                        .forEach((start, counts) -> expected.put(
                                slo + PlainDsl.AT + start, new PlainDsl.Counted(counts.total(), counts.bad()))));
    }

    @Override
    protected void see(String window, PlainDsl.Counted counts) {
        seen.put(window, counts);
    }

    @Override
    protected Stream<String> problems() {
        return Stream.concat(
                expected.entrySet().stream()
                        .filter(window -> !window.getValue().equals(seen.get(window.getKey())))
                        .map(window -> "window " + window.getKey() + ": " + seen.get(window.getKey()) + " instead of "
                                + window.getValue()),
                seen.keySet().stream()
                        .filter(window -> !expected.containsKey(window))
                        .map(window -> "window " + window + " has no requests"));
    }
}
