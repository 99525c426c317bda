package slipstream.contract.event;

import java.util.Locale;

/**
 * Why something that came in was not counted. The same word stands in the metric, the dead letter, the HTTP answer and
 * the test.
 */
public enum RejectReason {
    /** A record without a value. */
    NULL_VALUE,
    /** Not valid UTF-8 JSON. */
    UNDECODABLE,
    /** A version of the observation format that this release does not know. */
    UNKNOWN_VERSION,
    /** A type of observation that this release does not know. */
    UNKNOWN_TYPE,
    /** A required field is absent. */
    MISSING_FIELD,
    /** A field has the wrong JSON type. */
    WRONG_TYPE,
    /** Event time is further ahead, or further back, than is accepted. */
    TIMESTAMP_OUT_OF_RANGE,
    /** Event time is older than everything that is still kept for the SLO. */
    TOO_LATE,
    /** A name has characters or a length that are not allowed. */
    NAME_NOT_ALLOWED,
    /** A number is outside its range. */
    VALUE_OUT_OF_RANGE,
    /** More bytes than one observation may have. */
    TOO_LARGE,
    /** A log line that does not have the shape of its format. */
    UNPARSED_LINE,
    /** A log line longer than is read. */
    LINE_TOO_LONG,
    /** A user's pattern looked at more characters of a log line than it may. */
    PATTERN_BUDGET;

    /** The word used in metrics, headers and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
