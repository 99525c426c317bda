/**
 * The files of a configuration come in; the definitions that hold now, the same for every instance, go out. They travel on a compacted
 * topic, and a new revision replaces the old one as a whole.
 */
package slipstream.streams.define;
