package slipstream.ingest.line;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which of the latest requests have failed: a platform says that in another line than it reports the invocation in, sometimes
 * before and sometimes after it. Not thread-safe.
 */
final class RecentRequests {
    /** Lines of so many other requests may stand between the two. */
    private static final int REMEMBERED = 1000;

    private final Map<String, Boolean> failedById = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    boolean hasFailed(String requestId) {
        return failedById.getOrDefault(requestId, false);
    }

    void reported(String requestId, boolean failed) {
        remember(requestId, failed);
    }

    /** Remembers that a request failed; returns whether it had been reported as good before. */
    boolean failed(String requestId) {
        return Boolean.FALSE.equals(remember(requestId, true));
    }

    private Boolean remember(String requestId, boolean failed) {
        return requestId.isEmpty() ? null : failedById.put(requestId, failed);
    }
}
