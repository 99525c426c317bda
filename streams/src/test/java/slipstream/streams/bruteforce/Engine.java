package slipstream.streams.bruteforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import slipstream.contract.document.Problems;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Incident;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.RuleDefinition;
import slipstream.streams.classify.Classifier;
import slipstream.streams.classify.ClassifierStore;
import slipstream.streams.classify.Definitions;
import slipstream.streams.rule.AlertBook;
import slipstream.streams.rule.BookStore;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Ledger;
import slipstream.streams.slice.LedgerStore;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.PartialRecord;
import slipstream.streams.slice.Reading;
import slipstream.streams.slice.SeriesKey;

/** All of the real arithmetic, from observations to alerts, without Kafka: it can be stopped and started, and given another definition. */
final class Engine {
    final List<String> transitions = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private final ClassifierStore classifierStore = new ClassifierStore();
    private final LedgerStore ledgerStore = new LedgerStore();
    private final BookStore bookStore = new BookStore();
    private final List<AccountPlan> plans = new ArrayList<>();
    private Definitions definitions;
    private Classifier classifier;
    private Ledger ledger;
    private AlertBook book;
    private Optional<RuleDefinition> rule;

    Engine(Case first) {
        define(first);
        classifier = new Classifier(definitions, source -> null, Long.MIN_VALUE);
        ledger = new Ledger(plans);
        book = new AlertBook(definitions.slos(), definitions.rules(), "");
        openAll();
    }

    private void define(Case of) {
        rule = of.rule();
        definitions = compiled(of.catalogue());
        plans.addAll(definitions.plans());
    }

    private static Definitions compiled(Catalogue catalogue) {
        Problems problems = new Problems();
        Definitions compiled = Definitions.compile(catalogue, problems);
        problems.throwIfErrors();
        return compiled;
    }

    Definitions definitions() {
        return definitions;
    }

    /** What is kept of the latest definition. */
    AccountPlan plan() {
        return plans.get(plans.size() - 1);
    }

    /** The processor opens what is defined before anything comes. */
    private void openAll() {
        plans.stream().filter(plan -> !plan.isGrouped()).forEach(plan -> ledger.account(plan.definition()));
    }

    void arrive(Seen seen, long wallMillis) {
        classifier.count(seen.toObservation(), ClockMode.LIVE, wallMillis);
    }

    /** What was added up goes over the wire. */
    void drain() {
        drain(classifier);
    }

    private void drain(Classifier from) {
        from.drain((key, partial) -> {
            SeriesKey read = SeriesKey.ofBytes(key.toBytes());
            Partial sent = (Partial) PartialRecord.ofBytes(partial.toBytes());
            Account account = ledger.account(read.account()).orElseThrow();
            sent.slices().forEach(slice -> ledger.add(account, read.indicator(), slice));
        });
    }

    void advance(long target, Consumer<Reading> onReading) {
        ledger.advanceAll(target, reading -> {
            if (plan().definition().equals(reading.account().key().definition())) {
                book.read(reading, new Log());
            }
            onReading.accept(reading);
        });
    }

    void jump(long target, Consumer<Reading> onReading) {
        LedgerStore.jump(ledger, target, onReading::accept);
    }

    /** Commits, and goes on with nothing but what was stored. */
    void restart() {
        drain();
        classifierStore.save(classifier);
        ledgerStore.save(ledger);
        bookStore.save(book);
        classifier = classifierStore.restored(definitions);
        ledger = ledgerStore.restored(plans, ledger.nowMillis());
        book = bookStore.restored(definitions.slos(), definitions.rules(), "");
        openAll();
    }

    /** Replaces the definition, and counts what is retained anew for it. What was counted for the old one stays beside it. */
    void redefine(Case by, List<Seen> retained, long wallMillis) {
        define(by);
        restart();
        Classifier backfill = ClassifierStore.backfill(definitions, classifier);
        retained.forEach(seen -> backfill.count(seen.toObservation(), ClockMode.LIVE, wallMillis));
        drain(backfill);
    }

    private final class Log implements AlertBook.Sink {
        @Override
        public void transition(Account account, String id, String severity, boolean isActive, long atMillis) {
            String name = rule.isPresent() ? "rule" : policyOf(id);
            transitions.add(atMillis + " " + severity + " " + name + " "
                    + BruteAlerts.textOf(account.key().group()) + (isActive ? " active" : " over"));
        }

        /** From the rule's id, which names the objective and the policy. */
        private String policyOf(String id) {
            String[] parts = id.split("\\|", -1);
            return parts[2] + " of " + parts[1];
        }

        @Override
        public void told(AlertEvent event) {
            Map<String, String> labels = event.labels();
            String group = BruteAlerts.textOf(groupOf(event));
            String name =
                    rule.isPresent() ? "rule" : labels.get("policy") + " of " + labels.getOrDefault("objective", "");
            String when = event.status() == AlertState.FIRING
                    ? " firing " + event.startsAt().toEpochMilli()
                    : " resolved " + event.startsAt().toEpochMilli() + "-"
                            + event.endsAt().orElseThrow().toEpochMilli();
            told.add(event.severity() + " " + name + " " + group + when + " at "
                    + event.evaluatedAt().toEpochMilli());
        }

        private List<String> groupOf(AlertEvent event) {
            boolean isGrouped = plan().isGrouped();
            return isGrouped ? List.of(event.labels().getOrDefault("region", "")) : List.of();
        }

        @Override
        public void incident(Incident incident) {
            // It would be counted by definitions of incidents, of which there are none here.
        }
    }
}
