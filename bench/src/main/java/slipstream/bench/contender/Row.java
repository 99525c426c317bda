package slipstream.bench.contender;

import java.util.Map;

/** An observation of a request as anybody would declare it to have it parsed: every field, by the names of the JSON. */
record Row(
        int v,
        String type,
        long time,
        String service,
        String source,
        long sequence,
        String route,
        String method,
        int status,
        double latencyMillis,
        Map<String, String> attributes) {}
