package slipstream.alerting.template;

/** Where something stands in a template. */
record Place(String source, int line) {
    TemplateException error(String message) {
        return new TemplateException(source, line, message);
    }
}
