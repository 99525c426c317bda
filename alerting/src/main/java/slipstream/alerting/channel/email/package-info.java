/**
 * Messages come in, mails of text and HTML go out over SMTP: encrypted unless the configuration says otherwise, one thread for each
 * group of alerts, and the same Message-Id over all attempts.
 */
package slipstream.alerting.channel.email;
