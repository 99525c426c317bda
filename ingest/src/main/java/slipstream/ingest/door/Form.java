package slipstream.ingest.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/** Reads the body of a form, as {@code curl -d a=b -d c=d} sends it. */
public final class Form {
    private Form() {}

    /** Name to value, in their order; line ends around the whole are of no meaning. */
    public static Map<String, String> read(String body) throws RejectedObservationException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.strip().split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (fields.put(name, parts.length < 2 ? "" : decoded(parts[1])) != null) {
                throw undecodable("the field '" + ObservationRules.cut(name) + "' stands twice");
            }
        }
        return fields;
    }

    private static String decoded(String text) throws RejectedObservationException {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw undecodable("a % in the form is not followed by two hexadecimal digits");
        }
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw undecodable("the form is not text in UTF-8");
        }
        return decoded;
    }

    private static RejectedObservationException undecodable(String message) {
        return new RejectedObservationException(RejectReason.UNDECODABLE, "", message);
    }
}
