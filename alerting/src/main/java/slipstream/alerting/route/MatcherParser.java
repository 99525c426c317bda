package slipstream.alerting.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads matchers in both of Alertmanager's grammars. The newer one, in which names and values may be any text in quotes, is tried
 * first; where it fails, or the classic one reads something else, the classic one counts, as in Alertmanager's default mode
 * ({@code matcher/compat}).
 */
public final class MatcherParser {
    private MatcherParser() {}

    /**
     * Reads one or more matchers, separated by commas and perhaps in braces.
     *
     * @throws IllegalArgumentException when neither grammar can read them
     */
    public static List<LabelMatcher> parse(String text) {
        Optional<List<LabelMatcher>> classic = Optional.empty();
        IllegalArgumentException classicProblem = null;
        try {
            classic = Optional.of(ClassicMatchers.parse(text));
        } catch (IllegalArgumentException e) {
            classicProblem = e;
        }
        try {
            List<LabelMatcher> newer = new Utf8Matchers(text).parse();
            return classic.filter(read -> !read.equals(newer)).orElse(newer);
        } catch (IllegalArgumentException e) {
            if (classic.isPresent()) {
                return classic.get();
            }
            if (classicProblem != null) {
                e.addSuppressed(classicProblem);
            }
            throw e;
        }
    }

    /** Reads the items of a {@code matchers} list, each of which may hold several. */
    public static LabelMatchers parseAll(List<String> texts) {
        List<LabelMatcher> all = new ArrayList<>();
        texts.forEach(text -> all.addAll(parse(text)));
        return new LabelMatchers(all);
    }
}
