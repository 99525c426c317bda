/**
 * Groups of alerts come in, events of PagerDuty's Events API, version 2, go out: one incident for each group, opened and closed under the
 * same key as Alertmanager uses, so that incidents outlive a change from one to the other.
 */
package slipstream.alerting.channel.pagerduty;
