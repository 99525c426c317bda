package slipstream.alerting.template;

/** A value cannot be computed; whoever knows the place turns it into a {@link TemplateException}. */
final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(message);
    }
}
