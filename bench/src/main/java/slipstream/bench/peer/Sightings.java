package slipstream.bench.peer;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** When the page of a service was first seen by somebody who watches one of the peers, in wall time. Thread-safe. */
final class Sightings {
    private final Map<String, Long> firstMillis = new ConcurrentHashMap<>();

    void see(String service) {
        firstMillis.putIfAbsent(service, System.currentTimeMillis());
    }

    OptionalLong first(int service) {
        Long millis = firstMillis.get(Traffic.name(service));
        return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
    }
}
