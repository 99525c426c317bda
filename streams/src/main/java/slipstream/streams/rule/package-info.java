/** Readings of windows come in; alerts that begin or end go out, once each. */
package slipstream.streams.rule;
