/**
 * The labels of an alert come in; which receivers are told, together with which other alerts, and when not, goes out. An unmodified
 * {@code alertmanager.yml} says it, and the answers are Alertmanager's. Everything here is pure: it knows no clock, no Kafka and
 * no network.
 */
package slipstream.alerting.route;
