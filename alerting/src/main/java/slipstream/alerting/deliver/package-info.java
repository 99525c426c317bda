/**
 * Messages come in, each for one receiver; what became of each goes out: delivered, or given up.
 *
 * <p>Promised: what one receiver is told about one group keeps its order; a receiver that does not answer delays no other and is left
 * alone for as long as it asks; all attempts at one message carry the same key.
 */
package slipstream.alerting.deliver;
