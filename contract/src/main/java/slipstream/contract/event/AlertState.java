package slipstream.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether an alert has begun or is over. */
public enum AlertState {
    @JsonProperty("firing")
    FIRING,
    @JsonProperty("resolved")
    RESOLVED;

    /** The word used in JSON and by Alertmanager. */
    public String word() {
        return this == FIRING ? "firing" : "resolved";
    }
}
