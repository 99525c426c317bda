/**
 * What happens to the alerts of one group, from the first that fires to the last that ends: incidents come in with an event, changed
 * incidents go out, and the texts, pages and links that people see. Pure: no clock but the instants that are passed in.
 */
package slipstream.alerting.incident;
