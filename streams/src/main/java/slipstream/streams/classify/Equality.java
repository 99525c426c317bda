package slipstream.streams.classify;

/**
 * A field that must equal a constant text for a selector to hold: {@code route == '/pay'}.
 *
 * @param field what the field is called in selectors; the same field has the same name everywhere
 * @param value takes it from an observation
 * @param constant what it must equal
 */
record Equality(String field, Expression.Text value, String constant) {}
