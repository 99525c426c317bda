package slipstream.alerting.template;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** One filling-in of a template: its variables, its output and what it may still spend. Used by one thread. */
final class Run {
    private final Map<String, Node> definitions;
    private final InstantSource clock;
    private final Output output;
    private final Budget budget;
    private Scope scope;

    Run(Map<String, Node> definitions, InstantSource clock, Output output, Budget budget, Object data) {
        this.definitions = definitions;
        this.clock = clock;
        this.output = output;
        this.budget = budget;
        this.scope = new Scope(data);
    }

    Output output() {
        return output;
    }

    Budget budget() {
        return budget;
    }

    Scope scope() {
        return scope;
    }

    InstantSource clock() {
        return clock;
    }

    Object evaluate(Expression expression, Object dot, Place place) throws TemplateException {
        try {
            return expression.value(this, dot, Given.nothing());
        } catch (EvaluationException e) {
            throw place.error(e.getMessage());
        }
    }

    void step(Place place) throws TemplateException {
        try {
            budget.step();
        } catch (EvaluationException e) {
            throw place.error(e.getMessage());
        }
    }

    void template(String name, Object data, Place caller) throws TemplateException {
        Node definition = definitions.get(name);
        if (definition == null) {
            throw caller.error("there is no template \"" + name + "\"");
        }
        Scope callers = scope;
        try {
            budget.enter();
        } catch (EvaluationException e) {
            throw caller.error(e.getMessage());
        }
        scope = new Scope(data);
        definition.run(this, data);
        scope = callers;
        budget.leave();
    }

    /** {@code and} and {@code or} look at no more arguments than they need; every other function at all of them. */
    Object call(String name, Function function, Object dot, Given given) throws EvaluationException {
        budget.step();
        function.checkCount(name, given.count());
        if (name.equals("and") || name.equals("or")) {
            return decisive(name.equals("or"), dot, given);
        }
        List<Object> values = given.values(this, dot);
        for (Object value : values) {
            if (value instanceof String text) {
                budget.length(text.length());
            }
        }
        try {
            Object result = function.body().apply(new Arguments(values, this));
            if (result instanceof String text) {
                budget.length(text.length());
            }
            return result;
        } catch (EvaluationException e) {
            throw new EvaluationException(name + ": " + e.getMessage());
        }
    }

    private Object decisive(boolean wanted, Object dot, Given given) throws EvaluationException {
        for (int i = 0; i < given.count() - 1; i++) {
            Object value = given.value(i, this, dot);
            if (Values.isTrue(value) == wanted) {
                return value;
            }
        }
        return given.value(given.count() - 1, this, dot);
    }
}
