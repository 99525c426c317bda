/**
 * Alert events come in from the alert topic; people and programs are told, and each decision goes out on the notifications
 * topic. This package wires the parts and reads their configuration.
 */
package slipstream.alerting;
