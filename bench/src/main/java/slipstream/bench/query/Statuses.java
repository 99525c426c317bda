package slipstream.bench.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.budget.StatusWriter;
import slipstream.streams.query.StatusView;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.Counts;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.Tier;

/** Statuses and alerts of many SLOs, written by the product's own writer from accounts that have seen an hour of events. */
final class Statuses {
    private static final int FIRING = 100;
    private static final int RESOLVED = 900;
    private static final long STEP = Tier.TEN_SECONDS.stepMillis();

    private final List<SloDefinition> slos;
    private final Random random = new Random(1);
    private Instant now;

    Statuses(List<SloDefinition> slos, Instant now) {
        this.slos = slos;
        this.now = now;
    }

    /** A status of each SLO, some alerts that fire and more that are over. */
    void tellAll(StatusView view) {
        slos.forEach(slo -> tell(view, slo));
        for (int i = 0; i < FIRING + RESOLVED; i++) {
            view.update(alert(slos.get(random.nextInt(slos.size())), i, i < FIRING));
        }
    }

    /** A later status of some SLOs. */
    void tellSome(StatusView view, int count) {
        now = now.plusSeconds(1);
        for (int i = 0; i < count; i++) {
            tell(view, slos.get(random.nextInt(slos.size())));
        }
    }

    private void tell(StatusView view, SloDefinition slo) {
        Account account = new Account(AccountPlan.keyOf(slo), AccountPlan.of(slo));
        account.jumpTo(now.toEpochMilli());
        for (int ago = 1; ago < 360; ago += 17) {
            long slice = Tier.TEN_SECONDS.sliceOf(now.toEpochMilli() - ago * STEP);
            account.add(
                    0, new Partial.Slice(slice, new Counts(900 + random.nextInt(200), random.nextInt(20), 0), null));
        }
        view.update(StatusWriter.statusOf(slo, new Reading(account, now.toEpochMilli(), false)));
    }

    private AlertEvent alert(SloDefinition slo, int number, boolean isFiring) {
        Instant starts = now.minus(Duration.ofMinutes(1 + random.nextInt(600)));
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("alertname", "ErrorBudgetBurn");
        labels.put("slo", slo.id().name());
        labels.put("service", slo.service());
        labels.put("severity", number % 3 == 0 ? "page" : "ticket");
        labels.put("number", Integer.toString(number));
        TreeMap<String, String> annotations = new TreeMap<>();
        annotations.put(
                "summary", slo.id().name() + ": 2.1 % of 12 345 events were bad in the last hour, 21 times the budget");
        List<AlertEvent.WindowPair> evidence = List.of(
                new AlertEvent.WindowPair("5m", "1h", 14.4, Optional.of(20.5), Optional.of(15.25), 260, 12_345, true),
                new AlertEvent.WindowPair("30m", "6h", 6, Optional.of(18.5), Optional.of(3.25), 300, 72_345, false));
        return new AlertEvent(
                isFiring ? AlertState.FIRING : AlertState.RESOLVED,
                Fingerprint.of(labels),
                labels,
                annotations,
                starts,
                isFiring ? Optional.empty() : Optional.of(starts.plusSeconds(40)),
                "http://127.0.0.1:8080/#" + slo.id().name(),
                slo.id().name(),
                slo.service(),
                labels.get("severity"),
                now,
                evidence,
                Optional.of(0.5),
                Optional.empty(),
                false);
    }
}
