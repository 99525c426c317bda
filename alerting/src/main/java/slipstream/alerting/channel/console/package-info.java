/** Alerts come in, one line for each goes out to a terminal or a log. */
package slipstream.alerting.channel.console;
