/**
 * The one runnable jar: the command line comes in, wired and running roles go out. It also owns the embedded broker, which is
 * the cluster of a small team, and the order to create the topics. Nothing here counts, judges or tells anybody.
 */
package slipstream.app;
