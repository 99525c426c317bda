/**
 * What people and programs ask alerting over HTTP: Alertmanager's API v2, incidents and acknowledgements. Requests come in,
 * answers from the {@link slipstream.alerting.desk.AlertDesk} go out. Nothing is changed by a request to read.
 */
package slipstream.alerting.api;
