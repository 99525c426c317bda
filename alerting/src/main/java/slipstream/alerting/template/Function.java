package slipstream.alerting.template;

/**
 * What a template can call by name.
 *
 * @param least the fewest arguments
 * @param most the most arguments
 */
record Function(int least, int most, Body body) {
    /** Any number of arguments, from the least on. */
    static final int ANY = Integer.MAX_VALUE;

    /** What the function does. */
    interface Body {
        Object apply(Arguments arguments) throws EvaluationException;
    }

    static Function of(int count, Body body) {
        return new Function(count, count, body);
    }

    static Function from(int least, Body body) {
        return new Function(least, ANY, body);
    }

    /** Refuses a number of arguments that the function does not take. */
    void checkCount(String name, int count) throws EvaluationException {
        if (count < least || count > most) {
            String wanted = least == most ? "" + least : most == ANY ? "at least " + least : least + " to " + most;
            throw new EvaluationException(name + " takes " + wanted + " arguments, is given " + count);
        }
    }
}
