/**
 * The aggregation of the stream job written as a Flink job: counts of each SLO over windows of event time. In: the topic of
 * observations. Out: totals for whoever knows the truth. On a class path of its own, as Flink's connector brings an older Kafka client.
 */
package slipstream.bench.flink;
