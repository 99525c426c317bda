/** Other JVMs, brokers among them, and what a JVM can tell of its own use of the machine. */
package slipstream.bench.process;
