/**
 * Definitions: what is measured, what is promised and when it alerts. OpenSLO documents come in; immutable, validated
 * definitions go out. Nothing here counts anything.
 */
package slipstream.contract.slo;
