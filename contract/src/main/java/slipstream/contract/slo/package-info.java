/**
 * Definitions: what is measured, what is promised and when it alerts. Documents of OpenSLO and of our own kinds come in; immutable,
 * validated definitions go out. Nothing here counts anything.
 *
 * <p>{@link slipstream.contract.slo.DefinitionsReader} is the way in: it registers all documents by kind and name, reads maintenance
 * first and then each SLO and rule with its own small reader, and last checks what nothing referred to.
 */
package slipstream.contract.slo;
