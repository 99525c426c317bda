package slipstream.alerting.template;

import java.util.List;

/** Something that has a value. */
sealed interface Expression {
    /**
     * Computes the value.
     *
     * @param given what stands behind it in the command; only functions and methods may be given anything
     */
    Object value(Run run, Object dot, Given given) throws EvaluationException;

    /** A string, a number, a truth value, or nil. */
    record Constant(Object constant, String written) implements Expression {
        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            given.refuse(written);
            return constant;
        }
    }

    /** What the template is about at this place. */
    record Dot() implements Expression {
        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            given.refuse(".");
            return dot;
        }
    }

    /** {@code $name}. */
    record Variable(String name) implements Expression {
        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            given.refuse(name);
            return run.scope().get(name);
        }
    }

    /** {@code .A.B} of what stands before; only the last may be a method with arguments. */
    record Chain(Expression base, List<String> names) implements Expression {
        public Chain {
            names = List.copyOf(names);
        }

        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            Object value = base.value(run, dot, Given.nothing());
            for (String name : names.subList(0, names.size() - 1)) {
                value = Members.of(value, name, List.of(), run.budget());
            }
            return Members.of(value, names.get(names.size() - 1), given.values(run, dot), run.budget());
        }
    }

    /** The name of a function, which is called. */
    record Call(String name, Function function) implements Expression {
        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            return run.call(name, function, dot, given);
        }
    }

    /** Commands, each of which is given the value of the one before it as its last argument. */
    record Pipeline(List<Command> commands) implements Expression {
        public Pipeline {
            commands = List.copyOf(commands);
        }

        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            given.refuse("what stands in parentheses");
            Object value = commands.get(0).value(run, dot, Given.nothing());
            for (Command command : commands.subList(1, commands.size())) {
                value = command.value(run, dot, Given.piped(value));
            }
            return value;
        }
    }

    /** An operand and what it is given. */
    record Command(Expression operand, List<Expression> arguments) implements Expression {
        public Command {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Object value(Run run, Object dot, Given given) throws EvaluationException {
            run.budget().step();
            return operand.value(run, dot, given.after(arguments));
        }
    }
}
