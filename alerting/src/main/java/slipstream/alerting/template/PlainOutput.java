package slipstream.alerting.template;

/** Text in which values stand as they are. */
final class PlainOutput implements Output {
    private final BoundedText text = new BoundedText();

    @Override
    public void literal(String more) throws EvaluationException {
        text.add(more);
    }

    @Override
    public void value(Object value) throws EvaluationException {
        text.add(Printer.shown(value));
    }

    @Override
    public boolean escapes() {
        return false;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
