package slipstream.alerting.template;

import java.util.List;
import java.util.Map;

/** What {@code .Name} of a value is: a method or a field where it has one, else what a map holds under the name. */
final class Members {
    private Members() {}

    static Object of(Object value, String name, List<Object> arguments, Budget budget) throws EvaluationException {
        budget.step();
        if (value instanceof Composite composite) {
            Composite.Member member = composite.members().get(name);
            if (member != null) {
                if (value instanceof List<?> list) {
                    budget.length(list.size());
                }
                return got(member, name, arguments);
            }
        }
        if (value instanceof Map<?, ?> map) {
            if (!arguments.isEmpty()) {
                throw new EvaluationException("." + name + " is no method and cannot be given an argument");
            }
            return Values.inMap(map, name);
        }
        if (value == null) {
            throw new EvaluationException("nil has no field or method " + name);
        }
        throw new EvaluationException(Values.typeName(value) + " has no field or method " + name);
    }

    private static Object got(Composite.Member member, String name, List<Object> arguments) throws EvaluationException {
        try {
            return member.get(arguments);
        } catch (EvaluationException e) {
            throw new EvaluationException("." + name + ": " + e.getMessage());
        }
    }
}
