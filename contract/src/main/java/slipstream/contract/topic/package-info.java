/** Every topic, once: its name, key, value, partitions, retention and cleanup. Modules meet nowhere else. */
package slipstream.contract.topic;
