package slipstream.bench.contender;

import java.util.Locale;
import java.util.function.Function;

/** The catalogue of contenders. */
public enum Contenders {
    CONSUME("a bare consumer", bootstrap -> new Reading(bootstrap, value -> 0)),
    PARSE("consumer + Jackson databind", bootstrap -> new Reading(bootstrap, new ParseWithDatabind())),
    SLIPSTREAM("Slipstream, 1 observation in a record", WholeJob::new),
    SLIPSTREAM_BATCHED("Slipstream, 100 observations in one", WholeJob::new),
    SLIPSTREAM_COMMIT_100MS("Slipstream, a commit each 100 ms", WholeJob::new),
    DSL_TUMBLING("Streams DSL, tuned, 10 s windows", dsl(PlainDsl.Windows.TUMBLING, PlainDsl.Tuning.THROUGHPUT)),
    DSL("Streams DSL, tuned, 1 min each 10 s", dsl(PlainDsl.Windows.HOPPING, PlainDsl.Tuning.THROUGHPUT)),
    DSL_AS_IT_COMES("Streams DSL as it comes, the same", dsl(PlainDsl.Windows.HOPPING, PlainDsl.Tuning.NONE));

    private final String description;
    private final Function<String, Contender> maker;

    Contenders(String description, Function<String, Contender> maker) {
        this.description = description;
        this.maker = maker;
    }

    private static Function<String, Contender> dsl(PlainDsl.Windows windows, PlainDsl.Tuning tuning) {
        return bootstrap -> new PlainDsl(bootstrap, windows, tuning);
    }

    /** In words. */
    public String description() {
        return description;
    }

    /** Its name in the results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Makes it for a cluster. */
    Contender on(String bootstrapServers) {
        return maker.apply(bootstrapServers);
    }
}
