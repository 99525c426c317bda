/**
 * Groups of alerts come in, messages to Slack go out, through an incoming webhook or as a bot. A message counts as told when Slack says
 * {@code ok}, not when it says 200. Values from alerts can neither call a channel nor carry a link.
 */
package slipstream.alerting.channel.slack;
