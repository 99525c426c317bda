/**
 * How channels speak HTTP. A body and an address come in, an answer with a verdict goes out: 2xx delivered, 408, 425, 429 and 5xx to be
 * tried again, the rest rejected. Redirects are not followed, answers are read in part only, the address that is dialled is the address
 * that was checked, a connection without valid TLS is none, and of an address no more than scheme and host is ever shown.
 */
package slipstream.alerting.channel.http;
