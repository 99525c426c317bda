/**
 * Messages come in, short messages go out through Twilio's API: one segment each, because people read no more on a locked screen, and
 * each number is told once even when another has to be tried again.
 */
package slipstream.alerting.channel.sms;
