package slipstream.bench.peer;

import java.util.List;

/**
 * The Prometheus rules that {@code sloth generate} writes for an availability SLO of 99.9 % over 30 days (Sloth's spec
 * {@code prometheus/v1}, its standard windows): recordings of the error ratio over eight windows, the longest made of the recorded
 * shortest; seven recordings about the SLO; a page and a ticket, each of two pairs of windows.
 *
 * <p>{@code SlothRulesTest} compares them with a file of Sloth's own.
 */
final class SlothRules {
    /** What Go makes of {@code 1 - 99.9 / 100}, and so what stands in Sloth's files. */
    private static final String BUDGET = "0.0009999999999999432";

    private static final String OBJECTIVE = "0.9990000000000001";
    private static final List<String> RAW_WINDOWS = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");

    /** What differs from one SLO to the next. */
    record Slo(String service, String name, String alert, String badQuery, String totalQuery) {
        String id() {
            return service + "-" + name;
        }

        /** How Sloth selects the series of one SLO. */
        private String series() {
            return "{sloth_id=\"%s\", sloth_service=\"%s\", sloth_slo=\"%s\"}".formatted(id(), service, name);
        }
    }

    private final StringBuilder text = new StringBuilder("groups:\n");

    private SlothRules() {}

    /**
     * One rule file for all.
     *
     * @param slos their queries hold {@code %s} in place of the window
     */
    static String of(List<Slo> slos) {
        SlothRules rules = new SlothRules();
        for (Slo slo : slos) {
            rules.ratios(slo);
            rules.about(slo);
            rules.alerts(slo);
        }
        return rules.text.toString();
    }

    /** An availability SLO over the counters that {@link ShopExporter} shows. */
    static Slo availability(String service) {
        String total =
                "sum(rate(" + ShopExporter.METRIC + "{job=\"" + ShopExporter.JOB + "\",service=\"" + service + "\"";
        return new Slo(
                service, "availability", "HighErrorRate", total + ",code=~\"(5..|429)\"}[%s]))", total + "}[%s]))");
    }

    private void ratios(Slo slo) {
        group("sloth-slo-sli-recordings-", slo);
        for (String window : RAW_WINDOWS) {
            record(
                    slo,
                    "slo:sli_error:ratio_rate" + window,
                    "(%s)\n/\n(%s)"
                            .formatted(
                                    slo.badQuery().formatted(window),
                                    slo.totalQuery().formatted(window)),
                    "sloth_window: " + window);
        }
        String recorded = "slo:sli_error:ratio_rate5m" + slo.series() + "[30d])";
        record(
                slo,
                "slo:sli_error:ratio_rate30d",
                "sum_over_time(" + recorded + "\n/ ignoring (sloth_window)\ncount_over_time(" + recorded,
                "sloth_window: 30d");
    }

    private void about(Slo slo) {
        group("sloth-slo-meta-recordings-", slo);
        record(slo, "slo:objective:ratio", "vector(" + OBJECTIVE + ")");
        record(slo, "slo:error_budget:ratio", "vector(1-" + OBJECTIVE + ")");
        record(slo, "slo:time_period:days", "vector(30)");
        record(slo, "slo:current_burn_rate:ratio", perBudget("slo:sli_error:ratio_rate5m", slo));
        record(slo, "slo:period_burn_rate:ratio", perBudget("slo:sli_error:ratio_rate30d", slo));
        record(slo, "slo:period_error_budget_remaining:ratio", "1 - slo:period_burn_rate:ratio" + slo.series());
        record(
                slo,
                "sloth_slo_info",
                "vector(1)",
                "sloth_mode: cli-gen-prom",
                "sloth_objective: \"99.9\"",
                "sloth_spec: prometheus/v1",
                "sloth_version: dev");
    }

    private static String perBudget(String ratio, Slo slo) {
        return ratio + slo.series() + "\n/ on(sloth_id, sloth_slo, sloth_service) group_left\nslo:error_budget:ratio"
                + slo.series();
    }

    private void alerts(Slo slo) {
        group("sloth-slo-alerts-", slo);
        alert(slo, "page", pair(slo, "5m", "1h", "14.4"), pair(slo, "30m", "6h", "6"));
        alert(slo, "ticket", pair(slo, "2h", "1d", "3"), pair(slo, "6h", "3d", "1"));
    }

    private static String pair(Slo slo, String shorter, String longer, String factor) {
        return "(\n    %s\n    and\n    %s\n)".formatted(burns(slo, shorter, factor), burns(slo, longer, factor));
    }

    private static String burns(Slo slo, String window, String factor) {
        return "max(slo:sli_error:ratio_rate%s%s > (%s * %s)) without (sloth_window)"
                .formatted(window, slo.series(), factor, BUDGET);
    }

    private void group(String prefix, Slo slo) {
        text.append("- name: ").append(prefix).append(slo.id()).append("\n  rules:\n");
    }

    private void record(Slo slo, String name, String expression, String... furtherLabels) {
        text.append("  - record: ").append(name).append('\n');
        expression(expression);
        text.append("    labels:\n");
        label("sloth_id: " + slo.id());
        label("sloth_service: " + slo.service());
        label("sloth_slo: " + slo.name());
        List.of(furtherLabels).forEach(this::label);
    }

    private void alert(Slo slo, String severity, String first, String second) {
        text.append("  - alert: ").append(slo.alert()).append('\n');
        expression(first + "\nor\n" + second);
        text.append("    labels:\n");
        label("sloth_severity: " + severity);
        text.append("    annotations:\n");
        label("summary: High error rate on '" + slo.service() + "' requests responses");
        label("title: (" + severity + ") {{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget"
                + " burn rate is too fast.");
    }

    private void expression(String expression) {
        // Sloth ends an expression of several lines with a line end, and one of a single line without.
        String style = expression.contains("\n") ? "|" : "|-";
        text.append("    expr: ").append(style).append('\n').append(expression.indent(6));
    }

    private void label(String line) {
        text.append("      ").append(line).append('\n');
    }
}
