package slipstream.streams.query;

import java.util.List;

/** One resource of the server: a path and what is answered there. Thread-safe. */
interface Resource {
    /** The path as documented; a segment in braces stands for any one segment, for example {@code /api/v1/slos/{name}}. */
    String path();

    /** The query parameters it knows; any other is refused. */
    default List<String> parameters() {
        return List.of();
    }

    /** Whether it answers without a token even where the address has one. */
    default boolean isOpen() {
        return false;
    }

    Answer answer(Call call) throws Refusal;
}
