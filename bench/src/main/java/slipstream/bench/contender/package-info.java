/** What is measured: the floor (a bare consumer), the yardstick (a consumer that parses), the product, and what one would write instead. */
package slipstream.bench.contender;
