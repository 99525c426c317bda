package slipstream.streams.define;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which files make a revision, and since when each definition in them has counted. It stands on the topic behind its files.
 *
 * @param revision counts up from 1
 * @param publishedAt wall time
 * @param files path to the SHA-256 of the text
 * @param since for each definition ({@code name@version}) the revision from which on it has been there without a break: one that
 *     comes back after it was taken away begins anew
 */
record Manifest(long revision, Instant publishedAt, Map<String, String> files, Map<String, Long> since) {
    /** The key of the manifest on the topic; no file has it, for a file's path has a dot. */
    static final String KEY = "manifest";

    Manifest {
        Objects.requireNonNull(publishedAt, "publishedAt");
        files = Map.copyOf(new TreeMap<>(files));
        since = Map.copyOf(new TreeMap<>(since));
    }
}
