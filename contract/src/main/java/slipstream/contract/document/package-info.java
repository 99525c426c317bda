/**
 * Configuration files as positioned trees: a YAML file comes in, typed fields go out, and every problem is collected with
 * file, line, key, value and what to do. Nothing is dropped silently: a key that nobody asked for is an error.
 */
package slipstream.contract.document;
