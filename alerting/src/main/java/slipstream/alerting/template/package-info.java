/**
 * A template in Go's language and a group of alerts come in, a text comes out. The language is that of Go's
 * {@code text/template} and {@code html/template} with Alertmanager's functions and names, so that templates written for
 * Alertmanager serve unchanged. No template can hang its receiver: steps, depth and length are bounded.
 */
package slipstream.alerting.template;
