package slipstream.ingest.probe;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import slipstream.ingest.line.BudgetedText;

/**
 * Which answers are good, apart from conditions.
 *
 * @param validStatuses empty for every 2xx
 * @param validVersions such as {@code HTTP/1.1}; empty for all
 * @param failsOverTls the page must not be behind TLS
 * @param failsInTheClear the page must be behind TLS
 * @param bodyMustNotMatch patterns that must not be found in the body
 * @param bodyMustMatch patterns that must be found in the body
 */
public record HttpChecks(
        Set<Integer> validStatuses,
        Set<String> validVersions,
        boolean failsOverTls,
        boolean failsInTheClear,
        List<Pattern> bodyMustNotMatch,
        List<Pattern> bodyMustMatch,
        List<HeaderCheck> headers) {
    /** Every 2xx is good. */
    public static final HttpChecks ANY_2XX =
            new HttpChecks(Set.of(), Set.of(), false, false, List.of(), List.of(), List.of());

    /**
     * What a header of the answer must be, or must not be.
     *
     * @param mustMatch whether a value must match, or none may
     * @param allowMissing whether an answer without the header passes
     */
    public record HeaderCheck(String name, Pattern pattern, boolean mustMatch, boolean allowMissing) {
        private boolean passes(List<String> values) {
            if (values.isEmpty()) {
                return allowMissing;
            }
            boolean found = values.stream().anyMatch(value -> BudgetedText.find(pattern, value));
            return found == mustMatch;
        }
    }

    public HttpChecks {
        validStatuses = Set.copyOf(validStatuses);
        validVersions = Set.copyOf(validVersions);
        bodyMustNotMatch = List.copyOf(bodyMustNotMatch);
        bodyMustMatch = List.copyOf(bodyMustMatch);
        headers = List.copyOf(headers);
    }

    /** Whether the text of the answer is needed. */
    boolean readBody() {
        return !bodyMustNotMatch.isEmpty() || !bodyMustMatch.isEmpty();
    }

    /**
     * A word for what is wrong with an answer; empty when it is good.
     *
     * @param statusIsJudged whether conditions say which statuses are good, when these checks name none
     */
    String error(HttpAnswer answer, boolean statusIsJudged) {
        if (!(statusIsJudged && validStatuses.isEmpty()) && !accepts(answer.status())) {
            return "status " + answer.status();
        }
        if (!validVersions.isEmpty() && !validVersions.contains(answer.version())) {
            return "http_version " + answer.version();
        }
        if (failsOverTls && answer.secure()) {
            return "fail_if_ssl";
        }
        if (failsInTheClear && !answer.secure()) {
            return "fail_if_not_ssl";
        }
        try {
            return patternError(answer);
        } catch (BudgetedText.OverBudgetException e) {
            return "pattern_too_costly";
        }
    }

    private String patternError(HttpAnswer answer) {
        for (HeaderCheck check : headers) {
            if (!check.passes(answer.headers().values(check.name()))) {
                return "header " + check.name();
            }
        }
        if (bodyMustNotMatch.stream().anyMatch(pattern -> BudgetedText.find(pattern, answer.body()))) {
            return "body_matches";
        }
        if (!bodyMustMatch.stream().allMatch(pattern -> BudgetedText.find(pattern, answer.body()))) {
            return "body_not_matches";
        }
        return "";
    }

    private boolean accepts(int status) {
        return validStatuses.isEmpty() ? status >= 200 && status <= 299 : validStatuses.contains(status);
    }
}
