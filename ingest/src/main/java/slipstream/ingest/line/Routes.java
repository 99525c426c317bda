package slipstream.ingest.line;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final RouteTemplates templates;
    private final Map<String, Set<String>> byService = new ConcurrentHashMap<>();

    public Routes(RouteTemplates templates) {
        this.templates = templates;
    }

    /** What a path of a service is counted as; an unknown one, which is empty, stays empty. */
    public String of(String service, String path) {
        if (path.isEmpty()) {
            return path;
        }
        String template = templates.template(path);
        Set<String> known = byService.get(service);
        if (known == null) {
            String owner = byService.size() < MAX_SERVICES ? service : OVERFLOW;
            known = byService.computeIfAbsent(owner, unused -> ConcurrentHashMap.newKeySet());
        }
        if (known.contains(template)) {
            return template;
        }
        if (known.size() >= templates.maxRoutes()) {
            return OVERFLOW;
        }
        known.add(template);
        return template;
    }
}
