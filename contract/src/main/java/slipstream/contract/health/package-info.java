/** How the parts of a process say whether they are well, and why not. */
package slipstream.contract.health;
