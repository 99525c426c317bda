package slipstream.ingest.probe;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import slipstream.contract.event.ProbePhases;

/**
 * What came back from a server, after any redirects.
 *
 * @param status {@link slipstream.contract.event.Observation#NO_STATUS} when there was none
 * @param body empty when nobody asked for it
 * @param ip the address that was dialled last, empty when none was
 * @param version such as {@code HTTP/1.1}, empty without an answer
 * @param failure why there is no whole answer
 */
record HttpAnswer(
        int status,
        Headers headers,
        String body,
        String ip,
        String version,
        boolean secure,
        double latencyMillis,
        ProbePhases phases,
        Optional<Instant> certificateEnd,
        Optional<IOException> failure) {}
