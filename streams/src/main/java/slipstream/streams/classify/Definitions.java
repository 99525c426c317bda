package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import slipstream.contract.document.Problems;
import slipstream.contract.slo.Selector;
import slipstream.contract.slo.SloDefinition;

/** The SLOs of a configuration, compiled and ready to judge. Immutable, thread-safe. */
public final class Definitions {
    private final List<CompiledSlo> slos;

    private Definitions(List<CompiledSlo> slos) {
        this.slos = List.copyOf(slos);
    }

    /** Compiles every SLO; expressions that cannot be compiled are recorded as problems and their SLOs left out. */
    public static Definitions compile(List<SloDefinition> definitions, Problems problems) {
        List<CompiledSlo> compiled = new ArrayList<>();
        for (SloDefinition definition : definitions) {
            CompiledSlo.compile(definition, new Reporter(problems)).ifPresent(compiled::add);
        }
        return new Definitions(compiled);
    }

    /** The definitions that were compiled. */
    public List<SloDefinition> all() {
        return slos.stream().map(CompiledSlo::definition).toList();
    }

    List<CompiledSlo> slos() {
        return slos;
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
