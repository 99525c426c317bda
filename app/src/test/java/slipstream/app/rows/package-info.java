/** The rows of the runbooks: a pack of {@code examples/} and observations go in, budgets and alerts of the real topology come out. */
package slipstream.app.rows;
