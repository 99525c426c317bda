package slipstream.bench.flink;

import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import slipstream.bench.load.Slo;

/** Adds up, for each SLO, what its windows counted, where the caller of the job can read it afterwards. */
final class Totals extends RichMapFunction<Count, Count> {
    static final String TOTAL = "total:";
    static final String BAD = "bad:";
    private static final long serialVersionUID = 1;

    private transient LongCounter[] total;
    private transient LongCounter[] bad;

    @Override
    public void open(OpenContext context) {
        List<Slo> slos = Slo.hundred();
        total = new LongCounter[slos.size()];
        bad = new LongCounter[slos.size()];
        for (int i = 0; i < slos.size(); i++) {
            total[i] = counter(TOTAL + slos.get(i).name());
            bad[i] = counter(BAD + slos.get(i).name());
        }
    }

    @Override
    public Count map(Count count) {
        total[count.slo].add(count.total);
        bad[count.slo].add(count.bad);
        return count;
    }

    private LongCounter counter(String name) {
        LongCounter counter = new LongCounter();
        getRuntimeContext().addAccumulator(name, counter);
        return counter;
    }
}
