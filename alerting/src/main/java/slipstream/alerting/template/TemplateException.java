package slipstream.alerting.template;

/** A template cannot be understood or cannot be carried out; the message names the template and the line. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param source where the template comes from: a file, a key of the configuration, or a defined name
     * @param line counted from 1
     */
    public TemplateException(String source, int line, String message) {
        super(source + " line " + line + ": " + message);
    }
}
