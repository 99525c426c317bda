/** Where a process listens and who may speak to it: loopback by default, any other address only with a token. */
package slipstream.contract.listen;
