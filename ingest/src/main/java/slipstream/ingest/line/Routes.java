package slipstream.ingest.line;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import slipstream.contract.slo.GroupBy;

/**
 * The routes that have been seen of each service, since the start of the process: when there are as many as are told apart, all
 * further ones are counted together as {@value #OVERFLOW}. Thread-safe.
 */
public final class Routes {
    /** The route of everything beyond the bound. */
    public static final String OVERFLOW = GroupBy.OVERFLOW;

    /** Services beyond this many, which only a hostile sender has, share one set of routes. */
    private static final int MAX_SERVICES = 1000;

    /** Over all services: some megabytes, however long routes are, because only a hash of each is kept. */
    private static final int MOST_IN_ALL = 100_000;

    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final long HASH_PRIME = 0x100000001b3L;

    private final UnaryOperator<String> template;
    private final int maxRoutes;
    private final Map<String, Set<Long>> byService = new ConcurrentHashMap<>();
    private final AtomicInteger inAll = new AtomicInteger();

    private Routes(UnaryOperator<String> template, int maxRoutes) {
        this.template = template;
        this.maxRoutes = maxRoutes;
    }

    /** Paths become routes by templates. */
    public Routes(RouteTemplates templates) {
        this(templates::template, templates.maxRoutes());
    }

    /** Routes stay as their sender names them, as many as {@link RouteTemplates#DEFAULT_MAX_ROUTES} of each service. */
    public static Routes asNamed() {
        return new Routes(UnaryOperator.identity(), RouteTemplates.DEFAULT_MAX_ROUTES);
    }

    /** What a path of a service is counted as; an unknown one, which is empty, stays empty. */
    public String of(String service, String path) {
        if (path.isEmpty()) {
            return path;
        }
        String route = template.apply(path);
        Set<Long> known = byService.get(service);
        if (known == null) {
            String owner = byService.size() < MAX_SERVICES ? service : OVERFLOW;
            known = byService.computeIfAbsent(owner, unused -> ConcurrentHashMap.newKeySet());
        }
        long hash = hash(route);
        if (known.contains(hash)) {
            return route;
        }
        if (known.size() >= maxRoutes || inAll.get() >= MOST_IN_ALL) {
            return OVERFLOW;
        }
        if (known.add(hash)) {
            inAll.incrementAndGet();
        }
        return route;
    }

    /** FNV-1a over the characters, 64 bits: two routes of a service that share one would only be told apart without being counted. */
    private static long hash(String route) {
        long hash = HASH_START;
        for (int i = 0; i < route.length(); i++) {
            hash = (hash ^ route.charAt(i)) * HASH_PRIME;
        }
        return hash;
    }
}
