/**
 * Groups of alerts come in, HTTP requests with Alertmanager's webhook payload, version 4, go out, signed as Standard Webhooks asks where the
 * configuration has a secret for it.
 */
package slipstream.alerting.channel.webhook;
