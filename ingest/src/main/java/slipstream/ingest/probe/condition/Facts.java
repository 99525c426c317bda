package slipstream.ingest.probe.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The evidence of one probe with its body parsed at most once. Not thread-safe. */
public final class Facts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Evidence evidence;
    private JsonNode parsed;

    public Facts(Evidence evidence) {
        this.evidence = evidence;
    }

    Evidence evidence() {
        return evidence;
    }

    /** The body as JSON; missing when it is none. */
    JsonNode json() {
        if (parsed == null) {
            parsed = parse(evidence.body());
        }
        return parsed;
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // Any target may answer with something else than JSON: then nothing is found in it.
            return MissingNode.getInstance();
        }
    }
}
