package slipstream.alerting.template;

import java.util.List;

/** A part of a template that is carried out for what it writes. */
sealed interface Node
        permits Loop,
                Node.Text,
                Node.Output,
                Node.Assignment,
                Node.Choice,
                Node.CallTemplate,
                Node.Jump,
                Node.Sequence {
    /** How it goes on after a part. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    Flow run(Run run, Object dot) throws TemplateException;

    /** Whether it writes nothing whatever the data; such a definition does not replace one that does. */
    default boolean isEmpty() {
        return false;
    }

    /** What stands between the actions. */
    record Text(String text, Place place) implements Node {
        @Override
        public Flow run(Run run, Object dot) throws TemplateException {
            try {
                run.output().literal(text);
            } catch (EvaluationException e) {
                throw place.error(e.getMessage());
            }
            return Flow.NEXT;
        }

        @Override
        public boolean isEmpty() {
            return text.isBlank();
        }
    }

    /** A value is written. */
    record Output(Expression value, Place place) implements Node {
        @Override
        public Flow run(Run run, Object dot) throws TemplateException {
            try {
                run.output().value(value.value(run, dot, Given.nothing()));
            } catch (EvaluationException e) {
                throw place.error(e.getMessage());
            }
            return Flow.NEXT;
        }
    }

    /** A variable gets a value, and nothing is written. */
    record Assignment(String name, boolean declares, Expression value, Place place) implements Node {
        @Override
        public Flow run(Run run, Object dot) throws TemplateException {
            assign(run, run.evaluate(value, dot, place));
            return Flow.NEXT;
        }

        void assign(Run run, Object computed) {
            if (declares) {
                run.scope().declare(name, computed);
            } else {
                run.scope().set(name, computed);
            }
        }
    }

    /**
     * {@code if} and {@code with}.
     *
     * @param variable where the value is kept: one assignment or none
     * @param changesDot whether the value becomes the dot, as {@code with} has it
     */
    record Choice(
            List<Assignment> variable, Expression value, boolean changesDot, Node then, Node otherwise, Place place)
            implements Node {
        public Choice {
            variable = List.copyOf(variable);
        }

        @Override
        public Flow run(Run run, Object dot) throws TemplateException {
            int mark = run.scope().mark();
            Object computed = run.evaluate(value, dot, place);
            variable.forEach(assignment -> assignment.assign(run, computed));
            Flow flow = Values.isTrue(computed) ? then.run(run, changesDot ? computed : dot) : otherwise.run(run, dot);
            run.scope().backTo(mark);
            return flow;
        }
    }

    /** Another template is carried out with its own variables. */
    record CallTemplate(String name, Expression argument, Place place) implements Node {
        @Override
        public Flow run(Run run, Object dot) throws TemplateException {
            run.template(name, run.evaluate(argument, dot, place), place);
            return Flow.NEXT;
        }
    }

    /** {@code break} and {@code continue}. */
    record Jump(Flow flow) implements Node {
        @Override
        public Flow run(Run run, Object dot) {
            return flow;
        }
    }

    /** One after the other. */
    record Sequence(List<Node> nodes) implements Node {
        static final Sequence EMPTY = new Sequence(List.of());

        public Sequence {
            nodes = List.copyOf(nodes);
        }

        @Override
        public Flow run(Run run, Object dot) throws TemplateException {
            for (Node node : nodes) {
                Flow flow = node.run(run, dot);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }

        @Override
        public boolean isEmpty() {
            return nodes.stream().allMatch(Node::isEmpty);
        }
    }
}
