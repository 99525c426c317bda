/**
 * The oracle: every figure and every alert recomputed from the raw observations, slowly and obviously, and random histories on which
 * the real arithmetic must say the same. Nothing here calls what it checks.
 */
package slipstream.streams.bruteforce;
