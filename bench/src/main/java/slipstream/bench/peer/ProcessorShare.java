package slipstream.bench.peer;

import java.io.IOException;
import java.time.Duration;

/**
 * Processor time of both processes over the same evaluations, while nobody asks them anything.
 *
 * @param seconds for how long it was taken
 * @param prometheusCpu processor seconds of the whole process: scrape, storage, rules
 * @param ruleSeconds wall time that the server's rule groups took, by its own metric
 * @param iterationsMissed evaluations that began so late that one was left out, by its own metric
 * @param prometheusMebibytes resident memory
 * @param slipstreamCpu processor seconds of the whole process: broker, stream job, alerting, API
 * @param jobCpu of these, the stream job's own threads
 * @param slipstreamMebibytes resident memory
 */
record ProcessorShare(
        double seconds,
        double prometheusCpu,
        double ruleSeconds,
        double iterationsMissed,
        long prometheusMebibytes,
        double slipstreamCpu,
        double jobCpu,
        long slipstreamMebibytes) {
    private static final String RULE_SECONDS = "prometheus_rule_group_duration_seconds_sum";
    private static final String MISSED = "prometheus_rule_group_iterations_missed_total";

    /** Takes it, which lasts for as many evaluations of Prometheus. */
    static ProcessorShare take(PrometheusServer prometheus, SlipstreamServer slipstream, int intervals)
            throws IOException, InterruptedException {
        SideBySide.progress("taking processor time over " + intervals + " evaluations");
        double rules = prometheus.own(RULE_SECONDS);
        double missed = prometheus.own(MISSED);
        long begin = System.nanoTime();
        Duration one = prometheus.use().processorTime();
        Duration other = slipstream.use().processorTime();
        Duration job = slipstream.use().processorTime(SlipstreamServer.JOB_THREADS);

        Thread.sleep(PrometheusServer.EVALUATION.multipliedBy(intervals).toMillis());

        Duration oneAfter = prometheus.use().processorTime();
        Duration otherAfter = slipstream.use().processorTime();
        Duration jobAfter = slipstream.use().processorTime(SlipstreamServer.JOB_THREADS);
        return new ProcessorShare(
                (System.nanoTime() - begin) / 1e9,
                seconds(oneAfter.minus(one)),
                prometheus.own(RULE_SECONDS) - rules,
                prometheus.own(MISSED) - missed,
                prometheus.use().residentMebibytes(),
                seconds(otherAfter.minus(other)),
                seconds(jobAfter.minus(job)),
                slipstream.use().residentMebibytes());
    }

    /** Of an amount over the whole time, what falls to one evaluation interval. */
    double perInterval(double amount) {
        return amount * PrometheusServer.EVALUATION.toSeconds() / seconds;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
