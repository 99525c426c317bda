/** Pictures of where the time goes. */
package slipstream.bench.flame;
