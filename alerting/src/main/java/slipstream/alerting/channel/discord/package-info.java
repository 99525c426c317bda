/** Groups of alerts come in, messages for channels of Discord go out. What stands in an alert calls nobody; what the operator wrote may. */
package slipstream.alerting.channel.discord;
