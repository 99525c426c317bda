/** Measurements of the inner loops. Figures are ratios within one run on one machine; nothing is asserted about them. */
package slipstream.bench;
