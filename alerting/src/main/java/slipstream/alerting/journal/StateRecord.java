package slipstream.alerting.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import slipstream.alerting.dispatch.Dispatcher;
import slipstream.alerting.dispatch.Plan;
import slipstream.alerting.dispatch.Told;
import slipstream.alerting.dispatch.ToldKey;
import slipstream.alerting.incident.Incident;
import slipstream.contract.topic.JsonSerde;

/**
 * A record of the state topic: a part of the state under its key. The key says what the value is, as a JSON list:
 * {@code ["told","team-x/slack[0]","{}:{service=\"shop\"}"]}.
 */
final class StateRecord {
    private static final ObjectMapper KEYS = new ObjectMapper();
    private static final JsonSerde<Told> TOLD = JsonSerde.of(Told.class);
    private static final JsonSerde<Plan> PLAN = JsonSerde.of(Plan.class);

    private static final JsonSerde<Incident> INCIDENT = JsonSerde.of(Incident.class);

    private static final String TOLD_KIND = "told";
    private static final String PLAN_KIND = "plan";
    private static final String INCIDENT_KIND = "incident";

    private StateRecord() {}

    static String toldKey(ToldKey key) {
        return key(TOLD_KIND, key.receiver(), key.groupKey());
    }

    static String planKey(ToldKey key) {
        return key(PLAN_KIND, key.receiver(), key.groupKey());
    }

    static String incidentKey(String id) {
        return key(INCIDENT_KIND, id);
    }

    static byte[] value(Incident incident) {
        return INCIDENT.write(incident);
    }

    static byte[] value(Told told) {
        return TOLD.write(told);
    }

    static byte[] value(Plan plan) {
        return PLAN.write(plan);
    }

    /**
     * Gives a part of the state back to where it came from.
     *
     * @return false when it is of a kind that this release does not know
     * @throws org.apache.kafka.common.errors.SerializationException when it cannot be read
     */
    static boolean restore(String key, byte[] value, Dispatcher dispatcher) {
        switch (kind(key)) {
            case TOLD_KIND -> dispatcher.restore(TOLD.read(value));
            case PLAN_KIND -> dispatcher.restore(PLAN.read(value));
            case INCIDENT_KIND -> dispatcher.restore(INCIDENT.read(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String kind(String key) {
        try {
            return KEYS.readTree(key.getBytes(StandardCharsets.UTF_8)).path(0).asText();
        } catch (IOException e) {
            return "";
        }
    }

    private static String key(String... parts) {
        try {
            return KEYS.writeValueAsString(List.of(parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts is always JSON", e);
        }
    }
}
