/**
 * Alerts, silences and time come in; who is to be told what goes out. A state machine without threads, clocks or Kafka of its own:
 * groups and their timers as Alertmanager has them, inhibition, mute times, silences, and the memory of who was told what.
 *
 * <p>Promised: whoever was told that an alert fires is told that it is over; nobody is told twice of the same; what was decided is
 * written down with its reason.
 */
package slipstream.alerting.dispatch;
