/** Groups of alerts come in, adaptive cards for channels of Microsoft Teams go out, through a workflow's or an old connector's address. */
package slipstream.alerting.channel.msteams;
