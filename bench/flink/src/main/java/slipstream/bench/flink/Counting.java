package slipstream.bench.flink;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Counts the events of a window one by one, so that a window's state is two numbers. */
final class Counting implements AggregateFunction<Judgement, Count, Count> {
    @Override
    public Count createAccumulator() {
        return new Count();
    }

    @Override
    public Count add(Judgement judgement, Count count) {
        count.slo = judgement.slo;
        count.total++;
        if (judgement.bad) {
            count.bad++;
        }
        return count;
    }

    @Override
    public Count getResult(Count count) {
        return count;
    }

    @Override
    public Count merge(Count one, Count other) {
        one.total += other.total;
        one.bad += other.bad;
        return one;
    }
}
