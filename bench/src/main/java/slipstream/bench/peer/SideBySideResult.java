package slipstream.bench.peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * What one run gave.
 *
 * @param plan what was run
 * @param processor the processor time of both
 * @param delays one for each outage
 */
record SideBySideResult(SideBySide.Plan plan, ProcessorShare processor, List<Delay> delays) {
    /** Milliseconds: the least, the middle and the most of all outages that were seen. */
    record Spread(long min, long median, long max, int seen) {
        static Spread of(LongStream millis) {
            long[] sorted = millis.sorted().toArray();
            int n = sorted.length;
            return n == 0
                    ? new Spread(0, 0, 0, 0)
                    : new Spread(sorted[0], (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1], n);
        }

        String text() {
            return seen == 0
                    ? "never"
                    : String.format(
                            Locale.ROOT, "%.1f s (%.1f to %.1f, %d seen)", median / 1e3, min / 1e3, max / 1e3, seen);
        }
    }

    /** Processor time of Prometheus in one interval of evaluation, for each SLO. */
    @JsonProperty
    double prometheusCpuMillisPerSlo() {
        return perSlo(processor.prometheusCpu());
    }

    /** Processor time of the whole of Slipstream in the same time, for each SLO. */
    @JsonProperty
    double slipstreamCpuMillisPerSlo() {
        return perSlo(processor.slipstreamCpu());
    }

    @JsonProperty
    Spread minimum() {
        return Spread.of(delays.stream().mapToLong(Delay::minimum));
    }

    @JsonProperty
    Spread prometheus() {
        return spread(delay -> delay.prometheus().stream());
    }

    @JsonProperty
    Spread slipstream() {
        return spread(delay -> delay.slipstream().stream());
    }

    @JsonProperty
    Spread prometheusAboveMinimum() {
        return spread(delay -> delay.prometheus().stream().map(millis -> millis - delay.minimum()));
    }

    @JsonProperty
    Spread slipstreamAboveMinimum() {
        return spread(delay -> delay.slipstream().stream().map(millis -> millis - delay.minimum()));
    }

    private Spread spread(Function<Delay, LongStream> delay) {
        return Spread.of(
                delays.stream().flatMap(each -> delay.apply(each).boxed()).mapToLong(Long::longValue));
    }

    private double perSlo(double seconds) {
        return processor.perInterval(seconds) * 1e3 / plan.services();
    }

    /** For people. */
    String table() {
        ProcessorShare p = processor;
        return """
                %d SLOs, %d events a second in all, %d days of history in Prometheus
                                                        Prometheus                    Slipstream
                processor time each 30 s                %-29s %s
                                 for each SLO           %-29s %s
                rule groups, their wall times added up  %-29s
                evaluations missed                      %-29s
                resident memory                         %-29s %s
                from the outage to the page             %-29s %s
                    above the minimum of %-18s %-29s %s
                """.formatted(
                        plan.services(),
                        plan.perSecond(),
                        plan.historyDays(),
                        number("%.2f s", p.perInterval(p.prometheusCpu())),
                        number("%.2f s", p.perInterval(p.slipstreamCpu()))
                                + number(" (stream job %.2f s)", p.perInterval(p.jobCpu())),
                        number("%.2f ms", prometheusCpuMillisPerSlo()),
                        number("%.2f ms", slipstreamCpuMillisPerSlo()),
                        number("%.2f s", p.perInterval(p.ruleSeconds())),
                        number("%.0f", p.iterationsMissed()),
                        p.prometheusMebibytes() + " MiB",
                        p.slipstreamMebibytes() + " MiB",
                        prometheus().text(),
                        slipstream().text(),
                        number("%.1f s", minimum().median() / 1e3),
                        prometheusAboveMinimum().text(),
                        slipstreamAboveMinimum().text());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
