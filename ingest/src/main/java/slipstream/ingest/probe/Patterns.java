package slipstream.ingest.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Patterns in settings. They are Java's, which understands nearly everything that Go's does. */
final class Patterns {
    private Patterns() {}

    static List<Pattern> list(Fields section, String key) {
        List<Pattern> patterns = new ArrayList<>();
        section.list(key).forEach(item -> compile(section, item).ifPresent(patterns::add));
        return patterns;
    }

    static Optional<Pattern> one(Fields section, String key) {
        return section.element(key).flatMap(item -> compile(section, item));
    }

    private static Optional<Pattern> compile(Fields section, Element item) {
        return item.asText(section.problems()).flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                section.problems()
                        .error(
                                item.where(),
                                item.path(),
                                "is no pattern: " + e.getDescription() + " at position " + e.getIndex());
                return Optional.empty();
            }
        });
    }
}
