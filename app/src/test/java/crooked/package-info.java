/** A small tree of packages that breaks every architecture rule once, and next to each break does what is allowed. */
package crooked;
