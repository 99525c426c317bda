package slipstream.alerting.template;

import java.util.List;
import java.util.Map;

/** A value with fields and methods. They are looked up in a table, never by reflection: a template reaches nothing else. */
interface Composite {
    /** As Go names the type, for messages. */
    String typeName();

    Map<String, Member> members();

    /** A field, or a method. */
    interface Member {
        Object get(List<Object> arguments) throws EvaluationException;
    }

    /** A member that takes no arguments. */
    static Member of(Object value) {
        return arguments -> {
            if (!arguments.isEmpty()) {
                throw new EvaluationException("is given an argument, but takes none");
            }
            return value;
        };
    }

    /** A member that is computed when it is asked for. */
    static Member by(Computed computed) {
        return arguments -> of(computed.value()).get(arguments);
    }

    /** A value not computed yet. */
    interface Computed {
        Object value() throws EvaluationException;
    }
}
