/**
 * Messages come in, {@code POST /api/v2/alerts} go out: an Alertmanager that is there already is told as Prometheus would tell it.
 */
package slipstream.alerting.channel.alertmanager;
