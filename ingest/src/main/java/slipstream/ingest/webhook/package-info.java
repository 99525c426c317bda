/** Webhooks of other systems come in, their signatures are verified, and what their settings map goes out as an observation each. */
package slipstream.ingest.webhook;
