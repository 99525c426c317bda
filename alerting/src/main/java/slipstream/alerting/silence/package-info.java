/** Alerts come in, whether somebody has silenced them goes out. */
package slipstream.alerting.silence;
