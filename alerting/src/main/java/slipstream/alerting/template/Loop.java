package slipstream.alerting.template;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code range}: once for each element of a list, each value of a map in the order of its keys, or so many times. */
record Loop(List<String> variables, boolean declares, Expression value, Node body, Node otherwise, Place place)
        implements Node {
    public Loop {
        variables = List.copyOf(variables);
    }

    @Override
    public Flow run(Run run, Object dot) throws TemplateException {
        int mark = run.scope().mark();
        Object computed = run.evaluate(value, dot, place);
        Turns turns = new Turns(run);
        if (computed instanceof List<?> list) {
            for (int i = 0; i < list.size() && turns.goOn; i++) {
                turns.turn((long) i, list.get(i));
            }
        } else if (computed instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                if (turns.goOn) {
                    turns.turn(entry.getKey(), entry.getValue());
                }
            }
        } else if (computed instanceof Long times) {
            for (long i = 0; i < times && turns.goOn; i++) {
                turns.turn(i, i);
            }
        } else if (computed != null) {
            throw place.error("range cannot go through " + Values.typeName(computed));
        }
        run.scope().backTo(mark);
        return turns.none ? otherwise.run(run, dot) : Flow.NEXT;
    }

    /** The turns of one loop. */
    private final class Turns {
        private final Run run;
        private boolean none = true;
        private boolean goOn = true;

        Turns(Run run) {
            this.run = run;
        }

        void turn(Object key, Object element) throws TemplateException {
            none = false;
            run.step(place);
            int mark = run.scope().mark();
            if (variables.size() == 1) {
                assign(variables.get(0), element);
            } else if (variables.size() == 2) {
                assign(variables.get(0), key);
                assign(variables.get(1), element);
            }
            goOn = body.run(run, element) != Flow.BREAK;
            run.scope().backTo(mark);
        }

        private void assign(String name, Object assigned) {
            if (declares) {
                run.scope().declare(name, assigned);
            } else {
                run.scope().set(name, assigned);
            }
        }
    }
}
