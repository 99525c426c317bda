/** The whole pipeline against a plain reader of the same topic and against a plain job, in one run: {@code slipstream bench}. */
package slipstream.bench.throughput;
