/** Figures that stand alone: one thing of the product, measured by itself, with a command for each. */
package slipstream.bench.single;
