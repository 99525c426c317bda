package slipstream.streams.bruteforce;

import java.util.HashMap;
import java.util.Map;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RequestObservation;

/**
 * One thing that happened, with every field that the random definitions look at.
 *
 * @param status 0 when there is none
 * @param latencyMillis in quarters, or NaN
 * @param shareMillionths a ratio between 0 and a million; negative when there is none
 * @param amount in quarters, or NaN
 */
record Seen(
        long timeMillis,
        String source,
        long sequence,
        String route,
        String region,
        String location,
        int status,
        double latencyMillis,
        long shareMillionths,
        double amount) {
    static final long TEN_SECONDS = 10_000;

    /** When the ten seconds begin in which it happened: nothing finer is known of it afterwards. */
    long slice() {
        return Math.floorDiv(timeMillis, TEN_SECONDS) * TEN_SECONDS;
    }

    Observation toObservation() {
        Map<String, String> attributes = new HashMap<>();
        if (!region.isEmpty()) {
            attributes.put("region", region);
        }
        attributes.put("location", location);
        if (shareMillionths >= 0) {
            attributes.put("share", Double.toString(shareMillionths / 1e6));
        }
        if (!Double.isNaN(amount)) {
            attributes.put("amount", Double.toString(amount));
        }
        return new RequestObservation(
                new Origin(source, sequence), timeMillis, "web", route, "GET", status, latencyMillis, attributes);
    }
}
