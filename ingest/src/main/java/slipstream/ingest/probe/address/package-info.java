/**
 * Which addresses a probe may reach: a resolved address comes in at the moment at which it is dialled, and is let through or
 * refused. Promised: what is checked is what is dialled, and forms that carry another address inside are looked into.
 */
package slipstream.ingest.probe.address;
