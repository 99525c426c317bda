package slipstream.ingest.line;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a line of named fields is written. */
enum FieldSyntax {
    JSON,
    LOGFMT,
    CSV;

    FieldReader newReader(MappedLines format) {
        return switch (this) {
            case JSON -> new JsonFields(format);
            case LOGFMT -> new LogfmtFields(format);
            case CSV -> new CsvFields(format);
        };
    }

    static Optional<FieldSyntax> ofWord(String word) {
        return Arrays.stream(values())
                .filter(syntax -> syntax.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
