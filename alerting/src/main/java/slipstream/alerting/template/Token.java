package slipstream.alerting.template;

/**
 * One word of a template.
 *
 * @param text as written, without the marks around it: {@code Labels} for {@code .Labels}, the content for strings
 * @param afterSpace whether a space parts it from what stands before; {@code .A.B} is one operand, {@code .A .B} are two
 */
record Token(Kind kind, String text, Place place, boolean afterSpace) {
    /** What a word may be. */
    enum Kind {
        TEXT("text"),
        CLOSE("}}"),
        NAME("a name"),
        FIELD("a field"),
        VARIABLE("a variable"),
        DOT("."),
        STRING("a string"),
        CHARACTER("a character"),
        NUMBER("a number"),
        PIPE("|"),
        LEFT("("),
        RIGHT(")"),
        DECLARE(":="),
        ASSIGN("="),
        COMMA(","),
        END("the end of the template");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isName(String wanted) {
        return kind == Kind.NAME && text.equals(wanted);
    }

    /** As a message calls it. */
    String shown() {
        return switch (kind) {
            case TEXT, END -> kind.words();
            case FIELD -> "\"." + text + "\"";
            case STRING -> "the string \"" + text + "\"";
            default -> "\"" + text + "\"";
        };
    }
}
