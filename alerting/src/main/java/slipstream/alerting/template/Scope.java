package slipstream.alerting.template;

import java.util.ArrayList;
import java.util.List;

/** The variables that can be seen at a place of a template; inner ones hide outer ones of the same name. */
final class Scope {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Scope(Object root) {
        declare("$", root);
    }

    int mark() {
        return names.size();
    }

    /** Forgets what was declared since the mark. */
    void backTo(int mark) {
        names.subList(mark, names.size()).clear();
        values.subList(mark, values.size()).clear();
    }

    void declare(String name, Object value) {
        names.add(name);
        values.add(value);
    }

    boolean knows(String name) {
        return names.contains(name);
    }

    /** The value of a variable that the parser has seen declared. */
    Object get(String name) {
        return values.get(index(name));
    }

    void set(String name, Object value) {
        values.set(index(name), value);
    }

    private int index(String name) {
        int index = names.lastIndexOf(name);
        if (index < 0) {
            throw new IllegalStateException("the parser let the undeclared variable " + name + " pass");
        }
        return index;
    }
}
