/**
 * Alert events come in; for each receiver one decision goes out as a record: told, given up, or not told, with its reason.
 *
 * <p>Promised: what one receiver is told about one alert keeps its order; a receiver that does not answer delays no other; an
 * event counts as finished only when every receiver's decision about it is on the notifications topic; all attempts at one
 * notification carry the same key.
 */
package slipstream.alerting.deliver;
