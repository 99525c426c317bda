package slipstream.alerting.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads {@code matchers} and the older {@code match} and {@code match_re}; all of them must hold. */
public final class MatchersReader {
    private MatchersReader() {}

    /** Those of one mapping; mistakes are recorded with the fields. */
    public static LabelMatchers read(Fields fields) {
        return read(fields, "");
    }

    /** @param prefix {@code source_} or {@code target_} in a rule of inhibition */
    static LabelMatchers read(Fields fields, String prefix) {
        List<LabelMatcher> all = new ArrayList<>();
        addAll(fields, prefix + "match", LabelMatcher.Operator.EQUAL, all);
        addAll(fields, prefix + "match_re", LabelMatcher.Operator.MATCHES, all);
        for (Element item : fields.list(prefix + "matchers")) {
            item.asText(fields.problems()).ifPresent(text -> {
                try {
                    all.addAll(MatcherParser.parse(text));
                } catch (IllegalArgumentException e) {
                    fields.problems().error(item.where(), item.path(), e.getMessage());
                }
            });
        }
        return new LabelMatchers(all);
    }

    private static void addAll(Fields fields, String key, LabelMatcher.Operator operator, List<LabelMatcher> all) {
        for (Map.Entry<String, String> entry : fields.map(key).entrySet()) {
            try {
                all.add(new LabelMatcher(entry.getKey(), operator, entry.getValue()));
            } catch (IllegalArgumentException e) {
                fields.error(key, e.getMessage());
            }
        }
    }
}
