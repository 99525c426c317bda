package slipstream.alerting.template;

/** Where a template writes. */
interface Output {
    /** What stands in the template itself. */
    void literal(String text) throws EvaluationException;

    /** What an action computed. */
    void value(Object value) throws EvaluationException;

    /** Whether values are escaped here, so that a template need not do it. */
    boolean escapes();

    /** Everything that was written. */
    @Override
    String toString();
}
