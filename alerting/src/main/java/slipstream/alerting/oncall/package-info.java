/**
 * What {@code oncall.yml} says: labels and an instant come in; who is to be told, when, and why not, goes out. Pure: no clock but the
 * instants that are passed in.
 */
package slipstream.alerting.oncall;
