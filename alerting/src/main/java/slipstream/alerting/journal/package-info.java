/** What alerting has decided comes in and is made safe; after a restart it goes out again, so that everything continues where it stopped. */
package slipstream.alerting.journal;
