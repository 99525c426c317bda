package slipstream.ingest.probe;

import java.time.Instant;
import okhttp3.HttpUrl;
import slipstream.ingest.probe.address.AddressRules;
import slipstream.ingest.probe.condition.Conditions;
import slipstream.ingest.probe.condition.Evidence;

/** Asks a URL once over connections of its own, as a new visitor would, and says how it went. Thread-safe. */
final class HttpProber implements Prober {
    private final HttpModule module;
    private final HttpExchange exchange;

    HttpProber(HttpModule module, AddressRules rules) {
        this.module = module;
        this.exchange = new HttpExchange(rules, module.tls(), module.addresses());
    }

    @Override
    public Attempt run(String target, Conditions conditions, Instant now) {
        boolean readBody = module.checks().readBody() || conditions.askFor("[BODY]");
        HttpAnswer answer =
                exchange.run(HttpUrl.get(target), module.ask(), readBody, module.timeout(), new RunCookies());
        return judge(answer, module.checks(), conditions, now);
    }

    static Attempt judge(HttpAnswer answer, HttpChecks checks, Conditions conditions, Instant now) {
        if (answer.failure().isPresent()) {
            return Verdict.failed(
                    answer.failure().get(),
                    answer.status(),
                    answer.latencyMillis(),
                    answer.phases(),
                    answer.certificateEnd());
        }
        Evidence evidence = new Evidence(
                true,
                answer.status(),
                answer.ip(),
                answer.body(),
                answer.latencyMillis(),
                Verdict.millisLeft(answer.certificateEnd(), now),
                "");
        String error = checks.error(answer, conditions.askFor("[STATUS]"));
        return Verdict.answered(evidence, answer.phases(), answer.certificateEnd(), error, conditions);
    }
}
