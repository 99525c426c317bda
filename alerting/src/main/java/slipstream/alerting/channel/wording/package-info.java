/**
 * What a message says to people. A message comes in, texts come out: from the configuration's templates, or in our own words where there are
 * none, where one fails, and where a group is too large for them. Values from labels and annotations are made harmless for the channel.
 */
package slipstream.alerting.channel.wording;
