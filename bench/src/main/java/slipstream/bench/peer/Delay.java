package slipstream.bench.peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalLong;

/**
 * How long after the beginning of an outage a page was seen, in milliseconds of wall time.
 *
 * @param minimum when the failure happened that makes the page due, see {@link BurnMinimum}
 * @param prometheus until the alert was firing, absent when that was not seen in time
 * @param slipstream until the alert was on its topic, committed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Delay(String service, long minimum, OptionalLong prometheus, OptionalLong slipstream) {}
