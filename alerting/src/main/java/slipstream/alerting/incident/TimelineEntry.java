package slipstream.alerting.incident;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/**
 * One thing that happened to an incident.
 *
 * @param who a person, a receiver, or {@code slipstream}; may be empty
 * @param text in one line, without secrets; may be empty
 */
public record TimelineEntry(
        Instant at,

        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        Kind kind,

        String who,
        String text) {
    /** Longer texts are cut. */
    static final int MAX_TEXT_CHARS = 1_000;

    /** What can happen. */
    public enum Kind {
        /** The first alert fires. */
        @JsonProperty("detected")
        DETECTED,
        /** Another alert belongs to it. */
        @JsonProperty("joined")
        JOINED,
        /** A receiver has confirmed that it knows. */
        @JsonProperty("told")
        TOLD,
        /** Somebody takes it up. */
        @JsonProperty("acknowledged")
        ACKNOWLEDGED,
        /** Nobody has it any more. */
        @JsonProperty("unacknowledged")
        UNACKNOWLEDGED,
        /** A level of an escalation was reached. */
        @JsonProperty("escalated")
        ESCALATED,
        /** An action was set off. */
        @JsonProperty("acted")
        ACTED,
        /** Somebody says something about it. */
        @JsonProperty("noted")
        NOTED,
        /** The cause is known. */
        @JsonProperty("identified")
        IDENTIFIED,
        /** Users no longer feel it. */
        @JsonProperty("mitigated")
        MITIGATED,
        /** It is over. */
        @JsonProperty("resolved")
        RESOLVED,
        /** It was over, and is not. */
        @JsonProperty("reopened")
        REOPENED,
        /** Something that a later release knows. */
        @JsonEnumDefaultValue
        @JsonProperty("other")
        OTHER
    }

    public TimelineEntry {
        Objects.requireNonNull(at, "at");
        kind = kind == null ? Kind.OTHER : kind;
        who = oneLine(who);
        text = oneLine(text);
    }

    /** What people and programs sent us, so that it can be shown and stored: one line, not endless, and no halves of characters. */
    static String oneLine(String text) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        String cut = line.length() <= MAX_TEXT_CHARS ? line : line.substring(0, MAX_TEXT_CHARS - 1) + "…";
        // Half of a pair of surrogates has no form in UTF-8, and becomes a question mark.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
