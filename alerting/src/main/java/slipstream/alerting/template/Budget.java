package slipstream.alerting.template;

/** How much one filling-in may still do, so that no template can hang its receiver or fill the memory. */
final class Budget {
    /** Far more than a notification of 10 000 alerts needs; used up in well under a second. */
    static final int MAX_STEPS = 1_000_000;

    /** The most characters of a result, and of any text on the way to it: no receiver takes as much. */
    static final int MAX_CHARS = 1024 * 1024;

    /** How deeply templates may call each other; Go's own limit of 100 000 would end a Java thread's stack. */
    static final int MAX_DEPTH = 200;

    /** So many characters or elements looked at count as one step. */
    private static final int SIZE_PER_STEP = 100;

    private int steps;
    private int depth;

    void step() throws EvaluationException {
        spend(1);
    }

    /** Accounts for a text or a list that is looked at or made. */
    void length(int size) throws EvaluationException {
        if (size > MAX_CHARS) {
            throw tooLong();
        }
        spend(size / SIZE_PER_STEP);
    }

    void enter() throws EvaluationException {
        if (++depth > MAX_DEPTH) {
            throw new EvaluationException("templates call each other more than " + MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    static EvaluationException tooLong() {
        return new EvaluationException("the text grows beyond " + MAX_CHARS + " characters");
    }

    private void spend(int count) throws EvaluationException {
        steps += count;
        if (steps > MAX_STEPS) {
            throw new EvaluationException("the template takes more than " + MAX_STEPS + " steps");
        }
    }
}
