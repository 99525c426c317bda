/**
 * Conditions as Gatus writes them ({@code [STATUS] == 200}): text comes in and is compiled once, evidence of one probe is held
 * against it. Promised: a condition never throws on account of what a target answered.
 */
package slipstream.ingest.probe.condition;
