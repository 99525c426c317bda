/**
 * What sort of address a numeric address is. Bytes come in, a word comes out; nothing is looked up and nothing is dialled. Who dials asks
 * about the very address that it dials.
 */
package slipstream.contract.address;
