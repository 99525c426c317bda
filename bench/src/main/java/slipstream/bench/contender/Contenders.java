package slipstream.bench.contender;

/** The catalogue of contenders. */
public final class Contenders {
    public static final String CONSUME = "consume";
    public static final String PARSE = "parse";
    public static final String SLIPSTREAM = "slipstream";
    public static final String SLIPSTREAM_BATCHED = "slipstream-batched";
    public static final String DSL = "dsl";
    public static final String DSL_TUMBLING = "dsl-tumbling";

    private Contenders() {}

    /** Makes a contender that reads a cluster. */
    public static Contender of(String name, String bootstrapServers) {
        return switch (name) {
            case CONSUME -> new Reading(bootstrapServers, value -> 0);
            case PARSE -> new Reading(bootstrapServers, new ParseWithDatabind());
            case SLIPSTREAM, SLIPSTREAM_BATCHED -> new WholeJob(bootstrapServers);
            default -> throw new IllegalArgumentException("no such contender: " + name);
        };
    }
}
