package slipstream.alerting.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an operand is given: arguments not yet computed, and perhaps the value of the command before it. */
final class Given {
    private static final Given NOTHING = new Given(List.of(), List.of());

    private final List<Expression> arguments;
    private final List<Object> piped;

    private Given(List<Expression> arguments, List<Object> piped) {
        this.arguments = arguments;
        this.piped = piped;
    }

    static Given nothing() {
        return NOTHING;
    }

    /** The value of the command before it, which may be nil. */
    static Given piped(Object value) {
        return new Given(List.of(), Collections.singletonList(value));
    }

    /** The same, behind these arguments. */
    Given after(List<Expression> before) {
        return new Given(before, piped);
    }

    int count() {
        return arguments.size() + piped.size();
    }

    Object value(int index, Run run, Object dot) throws EvaluationException {
        return index < arguments.size()
                ? arguments.get(index).value(run, dot, NOTHING)
                : piped.get(index - arguments.size());
    }

    List<Object> values(Run run, Object dot) throws EvaluationException {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            values.add(value(i, run, dot));
        }
        return values;
    }

    void refuse(String operand) throws EvaluationException {
        if (count() > 0) {
            throw new EvaluationException(operand + " is no function and cannot be given an argument");
        }
    }
}
