package slipstream.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import slipstream.contract.document.Durations;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.slo.BudgetPeriod;
import slipstream.contract.slo.BudgetingMethod;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.evaluate.Evaluation;
import slipstream.streams.slice.Tier;

/**
 * Writes the results of an evaluation as JSON lines. A window is written at the instants at which it is exactly as long as its name
 * says: a window moves in steps of its slices, so one of 30 d is exact at whole hours.
 */
final class EvaluationLines implements Evaluation.Listener {
    private final JsonGenerator json;

    EvaluationLines(PrintStream out) {
        try {
            json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void status(Instant at, SloDefinition slo, BudgetStatus status) {
        boolean bySlices = slo.method() != BudgetingMethod.OCCURRENCES;
        if (!bySlices && !slo.isComposite()) {
            status.windows().forEach(window -> window(at, status, "", window, slo));
        }
        for (BudgetStatus.Objective objective : status.objectives()) {
            objective.windows().forEach(window -> window(at, status, objective.objective(), window, slo));
            budget(at, status, objective, slo);
        }
        status.combined().ifPresent(combined -> budget(at, status, combined, slo));
    }

    private void window(
            Instant at, BudgetStatus status, String objective, BudgetStatus.Window window, SloDefinition slo) {
        if (isExact(at, window.window(), slo)) {
            write(line -> {
                start(at, status.slo(), objective, status.group());
                line.writeStringField("window", window.window());
                if (window.errorRatio().isPresent()) {
                    line.writeNumberField("errorRatio", window.errorRatio().get());
                } else {
                    line.writeNullField("errorRatio");
                }
                line.writeNumberField("total", window.total());
                line.writeNumberField("bad", window.bad());
                if (window.excluded() > 0) {
                    line.writeNumberField("excluded", window.excluded());
                    line.writeNumberField("excludedBad", window.excludedBad());
                }
            });
        }
    }

    private void budget(Instant at, BudgetStatus status, BudgetStatus.Objective objective, SloDefinition slo) {
        if (objective.budgetRemaining().isPresent() && isExact(at, status.period(), slo)) {
            write(line -> {
                start(at, status.slo(), objective.objective(), status.group());
                line.writeNumberField(
                        "budgetRemaining", objective.budgetRemaining().get());
                line.writeStringField("basis", basis(slo));
                if (objective.exhaustedAt().isPresent()) {
                    line.writeStringField(
                            "exhaustedAt", objective.exhaustedAt().get().toString());
                }
            });
        }
    }

    /** What the budget is counted by and over: {@code events30d}, {@code slices30d}, {@code month}. */
    private static String basis(SloDefinition slo) {
        if (slo.period().words().equals("1M")) {
            return "month";
        }
        return (slo.method() == BudgetingMethod.OCCURRENCES ? "events" : "slices")
                + slo.period().words();
    }

    private static boolean isExact(Instant at, String window, SloDefinition slo) {
        if (slo.period() instanceof BudgetPeriod.Calendar
                && window.equals(slo.period().words())) {
            return true;
        }
        Duration length = Durations.parse(window);
        return at.toEpochMilli() % Tier.of(length).stepMillis() == 0;
    }

    @Override
    public void transition(Instant at, String name, List<String> group, String severity, boolean isActive) {
        write(line -> {
            line.writeStringField("at", at.toString());
            line.writeStringField("name", name);
            if (!group.isEmpty()) {
                line.writeStringField("group", String.join(",", group));
            }
            line.writeStringField("alert", severity);
            line.writeStringField("state", isActive ? "firing" : "resolved");
        });
    }

    @Override
    public void told(AlertEvent event) {
        // The lines are about what holds; who is told is the summary's.
    }

    private void start(Instant at, String slo, String objective, Map<String, String> group) throws IOException {
        json.writeStringField("at", at.toString());
        json.writeStringField("slo", slo);
        if (!objective.isEmpty()) {
            json.writeStringField("objective", objective);
        }
        if (!group.isEmpty()) {
            json.writeStringField("group", String.join(",", group.values()));
        }
    }

    /** Writes the fields of a line. */
    private interface Line {
        void fields(JsonGenerator line) throws IOException;
    }

    private void write(Line line) {
        try {
            json.writeStartObject();
            line.fields(json);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
