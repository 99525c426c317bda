/** Groups of alerts come in, messages of a Telegram bot go out. A message counts as told when Telegram says {@code "ok":true}. */
package slipstream.alerting.channel.telegram;
