package slipstream.streams.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.BudgetStatus;
import slipstream.contract.event.Incident;
import slipstream.contract.event.Observation;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.budget.StatusWriter;
import slipstream.streams.classify.Classifier;
import slipstream.streams.classify.Definitions;
import slipstream.streams.rule.AlertBook;
import slipstream.streams.slice.Account;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;
import slipstream.streams.slice.ClockMode;
import slipstream.streams.slice.Ledger;
import slipstream.streams.slice.Partial;
import slipstream.streams.slice.Reading;

/**
 * Runs definitions over observations offline: classified, counted, judged and alerted about by the code of the stream job. Time is
 * told by the events. Rules are looked at, and results told, at each whole multiple of the step. Mutable, not thread-safe.
 */
public final class Evaluation {
    private static final long TEN_SECONDS = 10_000;

    private final Settings settings;
    private final Listener listener;
    private final Classifier classifier;
    private final Ledger ledger;
    private final AlertBook book;
    private final Map<AccountKey, SloDefinition> slos = new HashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final Counters counters = new Counters();
    private long nextMillis = Long.MIN_VALUE;
    private long earliestMillis = Long.MAX_VALUE;

    /**
     * How it is done.
     *
     * @param every the step, a multiple of 10 s
     * @param lateness how far out of order events are waited for before an instant is told
     * @param grace events of a minute that ended longer than this before the highest event time seen are left out, as a
     *     stream job with such a grace would; without it every event counts
     */
    public record Settings(Duration every, Duration lateness, Optional<Duration> grace) {
        public Settings {
            Objects.requireNonNull(lateness, "lateness");
            Objects.requireNonNull(grace, "grace");
            if (!isStep(every)) {
                throw new IllegalArgumentException("the step is a multiple of 10s, and is " + every);
            }
        }

        /** Whether results can be told so often: between the edges of slices nothing is known exactly. */
        public static boolean isStep(Duration every) {
            return every.compareTo(Duration.ZERO) > 0 && every.toMillis() % TEN_SECONDS == 0;
        }
    }

    /** Receives the results, in the order of event time. */
    public interface Listener {
        /** How an SLO, or one of its groups, stands at an instant. */
        void status(Instant at, SloDefinition slo, BudgetStatus status);

        /**
         * A rule becomes active, or has ended.
         *
         * @param name of the SLO, or {@code rule/} and that of the rule
         */
        void transition(Instant at, String name, List<String> group, String severity, boolean isActive);

        /** Somebody would be told. */
        void told(AlertEvent event);
    }

    /** What became of the observations: received = counted + unmatched + duplicates + late. */
    public static final class Counters {
        private long counted;
        private long unmatched;
        private long duplicates;
        private long late;

        public long received() {
            return counted + unmatched + duplicates + late;
        }

        public long counted() {
            return counted;
        }

        /** No SLO and no rule speaks of them. */
        public long unmatched() {
            return unmatched;
        }

        public long duplicates() {
            return duplicates;
        }

        /** Later than the grace, or older than everything that is kept. */
        public long late() {
            return late;
        }
    }

    public Evaluation(Definitions definitions, Settings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.classifier = new Classifier(definitions, source -> null, Long.MIN_VALUE);
        this.ledger = new Ledger(definitions.plans());
        this.book = new AlertBook(definitions.slos(), definitions.rules(), "");
        definitions.slos().forEach(slo -> slos.put(AccountPlan.keyOf(slo), slo));
        // What is defined is watched from the beginning, also when nothing comes: only so can silence be noticed.
        definitions.plans().stream()
                .filter(plan -> !plan.isGrouped())
                .forEach(plan -> ledger.account(plan.definition()));
    }

    public Counters counters() {
        return counters;
    }

    /** Takes the next observation of the file. */
    public void observe(Observation observation) {
        if (isAfterGrace(observation.timeMillis())) {
            counters.late++;
            return;
        }
        switch (classifier.count(observation, ClockMode.EVENT, 0)) {
            case COUNTED -> counters.counted++;
            case UNMATCHED -> counters.unmatched++;
            case DUPLICATE -> counters.duplicates++;
            case TOO_LATE -> counters.late++;
        }
        earliestMillis = Math.min(earliestMillis, observation.timeMillis());
        long reached = classifier.highestMillis() - settings.lateness().toMillis();
        if (reached
                >= (hasBegun()
                        ? nextMillis
                        : floor(earliestMillis) + settings.every().toMillis())) {
            advanceTo(floor(reached));
        }
    }

    private boolean hasBegun() {
        return nextMillis != Long.MIN_VALUE;
    }

    private boolean isAfterGrace(long timeMillis) {
        if (settings.grace().isEmpty() || classifier.highestMillis() == Long.MIN_VALUE) {
            return false;
        }
        long endOfMinute = (Math.floorDiv(timeMillis, 60_000) + 1) * 60_000;
        return endOfMinute + settings.grace().get().toMillis() <= classifier.highestMillis();
    }

    /** Ends the file: everything up to its last event is told, to the end of the step that it lies in. */
    public void finish() {
        if (classifier.highestMillis() != Long.MIN_VALUE) {
            advanceTo(floor(classifier.highestMillis()) + settings.every().toMillis());
        }
    }

    /** The accounts as they stand at the end. */
    public Iterable<Account> accounts() {
        return ledger.accounts();
    }

    private long floor(long millis) {
        long step = settings.every().toMillis();
        return Math.floorDiv(millis, step) * step;
    }

    private void advanceTo(long target) {
        classifier.takeChanges().forEach(ledger.changes()::note);
        classifier.drain((key, partial) -> {
            for (Partial.Slice slice : partial.slices()) {
                ledger.account(key.account()).orElseThrow().add(key.indicator(), slice);
            }
        });
        if (!hasBegun()) {
            begin();
        }
        ledger.advanceAll(target, this::read);
        ledger.accounts().forEach(Account::forgetChanges);
        nextMillis = target + settings.every().toMillis();
        List<Incident> ended = List.copyOf(incidents);
        incidents.clear();
        ended.forEach(incident -> classifier.count(incident, ClockMode.EVENT, 0));
    }

    /** The clock starts where the first events are; nothing is told of the time before. */
    private void begin() {
        long start = Math.floorDiv(earliestMillis, TEN_SECONDS) * TEN_SECONDS;
        ledger.advanceAll(start, reading -> {});
    }

    private void read(Reading reading) {
        if (!reading.atEdge() || reading.atMillis() % settings.every().toMillis() != 0) {
            return;
        }
        SloDefinition slo = slos.get(reading.account().key().definition());
        if (slo != null) {
            listener.status(Instant.ofEpochMilli(reading.atMillis()), slo, StatusWriter.statusOf(slo, reading));
        }
        book.read(reading, new ToListener());
    }

    private final class ToListener implements AlertBook.Sink {
        @Override
        public void transition(Account account, String rule, String severity, boolean isActive, long atMillis) {
            listener.transition(
                    Instant.ofEpochMilli(atMillis),
                    account.key().name(),
                    account.key().group(),
                    severity,
                    isActive);
        }

        @Override
        public void told(AlertEvent event) {
            listener.told(event);
        }

        @Override
        public void incident(Incident incident) {
            incidents.add(incident);
        }
    }
}
