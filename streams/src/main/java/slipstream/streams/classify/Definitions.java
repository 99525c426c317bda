package slipstream.streams.classify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import slipstream.contract.document.Problems;
import slipstream.contract.slo.Catalogue;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.Selector;
import slipstream.contract.slo.SloDefinition;
import slipstream.streams.slice.AccountKey;
import slipstream.streams.slice.AccountPlan;

/** The SLOs and rules of a configuration, compiled and ready to judge. Immutable, thread-safe. */
public final class Definitions {
    private final List<SloDefinition> slos;
    private final List<RuleDefinition> rules;
    private final List<CompiledSeries> series;

    private Definitions(List<SloDefinition> slos, List<RuleDefinition> rules, List<CompiledSeries> series) {
        this.slos = List.copyOf(slos);
        this.rules = List.copyOf(rules);
        this.series = List.copyOf(series);
    }

    /** Compiles every SLO and rule; expressions that cannot be compiled are recorded as problems and their definitions left out. */
    public static Definitions compile(Catalogue catalogue, Problems problems) {
        Reporter reporter = new Reporter(problems);
        List<CompiledSeries> series = new ArrayList<>();
        List<SloDefinition> slos = new ArrayList<>();
        for (SloDefinition slo : catalogue.slos()) {
            List<CompiledSeries> compiled = CompiledSeries.of(slo, reporter);
            if (!compiled.isEmpty()) {
                slos.add(slo);
                series.addAll(compiled);
            }
        }
        List<RuleDefinition> rules = new ArrayList<>();
        for (RuleDefinition rule : catalogue.rules()) {
            Optional<CompiledSeries> compiled = CompiledSeries.of(rule, reporter);
            compiled.ifPresent(series::add);
            compiled.ifPresent(of -> rules.add(rule));
        }
        catalogue.unfinished().forEach(indicator -> CompiledSeries.check(indicator, reporter));
        return new Definitions(slos, rules, series);
    }

    /** The part of them whose accounts have certain keys. */
    public Definitions only(Predicate<AccountKey> wanted) {
        return new Definitions(
                slos.stream().filter(slo -> wanted.test(AccountPlan.keyOf(slo))).toList(),
                rules.stream()
                        .filter(rule -> wanted.test(AccountPlan.keyOf(rule)))
                        .toList(),
                series.stream().filter(of -> wanted.test(of.key().account())).toList());
    }

    /** These and others, which have other keys. */
    public Definitions and(Definitions others) {
        return new Definitions(joined(slos, others.slos), joined(rules, others.rules), joined(series, others.series));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The keys of their accounts, without groups. */
    public Set<AccountKey> keys() {
        return plans().stream().map(AccountPlan::definition).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The SLOs that were compiled. */
    public List<SloDefinition> slos() {
        return slos;
    }

    /** The rules that were compiled. */
    public List<RuleDefinition> rules() {
        return rules;
    }

    /** What is kept of each of them. */
    public List<AccountPlan> plans() {
        List<AccountPlan> plans = new ArrayList<>();
        slos.forEach(slo -> plans.add(AccountPlan.of(slo)));
        rules.forEach(rule -> plans.add(AccountPlan.of(rule)));
        return plans;
    }

    /** Events older than this are in no window of any of them. */
    public Duration kept() {
        return plans().stream()
                .map(plan -> plan.series().kept())
                .max(Duration::compareTo)
                .map(longest -> longest.plusHours(1))
                .orElse(Duration.ZERO);
    }

    List<CompiledSeries> series() {
        return series;
    }

    /** Records what the compiler says, at the place of the expression. */
    record Reporter(Problems problems) {
        <T> Optional<T> compiled(Selector selector, Function<String, T> compiler) {
            try {
                return Optional.of(compiler.apply(selector.expression()));
            } catch (SelectorException e) {
                problems.error(selector.where(), selector.key(), e.getMessage());
                return Optional.empty();
            }
        }
    }
}
