package slipstream.ingest.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ProbeOutcome;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Condition;
import slipstream.ingest.probe.condition.Conditions;
import slipstream.ingest.probe.condition.Evidence;

/**
 * Goes through the steps of a flow like one new visitor: cookies and captured values are kept to its end and no longer. Thread-safe.
 */
final class FlowProber implements Prober {
    private final FlowModule module;
    private final HttpExchange exchange;

    FlowProber(FlowModule module, AddressRules rules) {
        this.module = module;
        this.exchange = new HttpExchange(rules, module.tls(), module.addresses());
    }

    /** One run. */
    private static final class Run {
        private final PhaseSum sum = new PhaseSum();
        private final Captured captured = new Captured();
        private final RunCookies cookies = new RunCookies();
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<Condition.Result> conditions = new ArrayList<>();
        private Optional<Instant> certificateEnd = Optional.empty();
        private int status = Observation.NO_STATUS;
        private String ip = "";
        private String body = "";
        private ProbeOutcome outcome = ProbeOutcome.SUCCESS;
        private String error = "";

        private void fail(ProbeOutcome how, String step, String word) {
            outcome = how;
            error = how == ProbeOutcome.UNKNOWN ? word : Verdict.cut("step " + step + ": " + word);
            attributes.put("failed_step", step);
        }

        private Attempt attempt() {
            return new Attempt(
                    outcome, status, sum.latencyMillis(), sum.phases(), certificateEnd, error, attributes, conditions);
        }
    }

    @Override
    public Attempt run(String target, Conditions conditions, Instant now) {
        HttpUrl base = HttpUrl.get(target);
        long endNanos = System.nanoTime() + module.timeout().toNanos();
        Run run = new Run();
        for (FlowModule.Step step : module.steps()) {
            ask(step, base, step.readBody() || conditions.askFor("[BODY]"), endNanos, now, run);
            if (run.outcome != ProbeOutcome.SUCCESS) {
                return run.attempt();
            }
        }
        whole(conditions, now, run);
        return run.attempt();
    }

    private void ask(FlowModule.Step step, HttpUrl base, boolean readBody, long endNanos, Instant now, Run run) {
        HttpUrl url = base.resolve(run.captured.inUrl(step.url()));
        if (url == null) {
            run.fail(ProbeOutcome.FAILURE, step.name(), "url");
            return;
        }
        HttpAsk ask = step.ask()
                .withHeaders(
                        run.captured.inHeaders(step.ask().headers()), step.ask().authorization())
                .withMethod(step.ask().method(), step.ask().body().map(run.captured::inBody));
        Duration left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
        HttpAnswer answer = exchange.run(url, ask, readBody, left, run.cookies);
        Attempt attempt = HttpProber.judge(answer, step.checks(), step.conditions(), now);
        run.sum.add(answer.latencyMillis(), answer.phases());
        run.status = answer.status();
        run.ip = answer.ip();
        run.body = answer.body();
        run.certificateEnd = run.certificateEnd.or(attempt::certificateEnd);
        run.conditions.addAll(attempt.conditions());
        if (!Double.isNaN(answer.latencyMillis())) {
            run.attributes.put(
                    "step." + step.name() + ".millis", String.format(Locale.ROOT, "%.3f", answer.latencyMillis()));
        }
        if (attempt.outcome() != ProbeOutcome.SUCCESS) {
            run.fail(attempt.outcome(), step.name(), attempt.error());
            return;
        }
        for (Capture capture : step.captures()) {
            Optional<String> value = capture.from(answer);
            if (value.isEmpty()) {
                run.fail(ProbeOutcome.FAILURE, step.name(), "capture " + capture.name());
                return;
            }
            run.captured.put(capture.name(), value.get());
        }
    }

    /** Conditions of the job are about the last answer and the time of all steps. */
    private static void whole(Conditions conditions, Instant now, Run run) {
        Evidence evidence = new Evidence(
                true,
                run.status,
                run.ip,
                run.body,
                run.sum.latencyMillis(),
                Verdict.millisLeft(run.certificateEnd, now),
                "");
        for (Condition.Result result : conditions.check(evidence)) {
            run.conditions.add(result);
            if (!result.holds() && run.outcome == ProbeOutcome.SUCCESS) {
                run.outcome = ProbeOutcome.FAILURE;
                run.error = Verdict.cut(result.text());
            }
        }
    }
}
