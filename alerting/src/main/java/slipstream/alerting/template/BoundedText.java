package slipstream.alerting.template;

/** A text in the making that refuses to grow beyond what any receiver takes. */
final class BoundedText {
    private final StringBuilder text = new StringBuilder();

    BoundedText add(String more) throws EvaluationException {
        if (text.length() + more.length() > Budget.MAX_CHARS) {
            throw Budget.tooLong();
        }
        text.append(more);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
