package slipstream.streams.classify;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import slipstream.bench.Samples;
import slipstream.contract.event.Observation;

/**
 * What a selector costs for each event. It stands in the package of the compiler, because nothing outside of it evaluates an expression,
 * and measuring is no reason to open it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SelectorLoops {
    private final Observation request = Samples.request(1_769_558_400_000L, 1);
    private Condition four;
    private Condition one;
    private Condition none;

    @Setup
    public void compile() {
        SelectorCompiler compiler = new SelectorCompiler();
        four = compiler.condition(Samples.SELECTOR);
        one = compiler.condition("status < 500");
        none = compiler.condition("service == 'search'");
    }

    @Benchmark
    public boolean selectorOfFourTerms() {
        return four.test(request) == Condition.Truth.TRUE;
    }

    @Benchmark
    public boolean selectorOfOneTerm() {
        return one.test(request) == Condition.Truth.TRUE;
    }

    @Benchmark
    public boolean selectorThatDoesNotHold() {
        return none.test(request) == Condition.Truth.TRUE;
    }
}
