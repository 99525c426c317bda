package slipstream.bench.contender;

import java.util.Locale;
import java.util.function.Function;

/** The catalogue of contenders. */
public enum Contenders {
    CONSUME("a bare consumer", bootstrap -> new Reading(bootstrap, value -> 0)),
    PARSE("consumer + Jackson databind", bootstrap -> new Reading(bootstrap, new ParseWithDatabind())),
    SLIPSTREAM("Slipstream, 1 observation a record", WholeJob::new),
    SLIPSTREAM_BATCHED("Slipstream, 100 observations a record", WholeJob::new),
    DSL_TUMBLING("Streams DSL, 10 s tumbling windows", bootstrap -> new PlainDsl(bootstrap, PlainDsl.Windows.TUMBLING)),
    DSL("Streams DSL, 1 min windows every 10 s", bootstrap -> new PlainDsl(bootstrap, PlainDsl.Windows.HOPPING));

    private final String description;
    private final Function<String, Contender> maker;

    Contenders(String description, Function<String, Contender> maker) {
        this.description = description;
        this.maker = maker;
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
