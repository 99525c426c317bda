package slipstream.ingest.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that a pattern written by a user may look at so many times and no more: {@code java.util.regex} backtracks, and some
 * patterns would take years for a short line. One instance serves one match. Not thread-safe.
 */
public final class BudgetedText implements CharSequence {
    /** What a line may cost; {@code (.*a){14}b} on 28 characters is ended after 64 ms (reliability.md, section 0, item 9). */
    public static final int STEPS_PER_LINE = 100_000;

    /** What each character of a longer text adds: a pattern that starts afresh at each of them passes over it some times. */
    private static final long STEPS_PER_CHARACTER = 20;

    private final CharSequence text;
    private final long budget;
    private long steps;

    /** @param budget how many characters may be looked at, one that is looked at again counting again */
    public BudgetedText(CharSequence text, long budget) {
        this.text = text;
        this.budget = budget;
    }

    /** A pattern cost more steps than were allowed; the message is for people. */
    public static final class OverBudgetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OverBudgetException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Finds the pattern in a text of any length; the budget grows with the text.
     *
     * @throws OverBudgetException when the pattern backtracks too much
     */
    public static boolean find(Pattern pattern, CharSequence text) {
        return find(pattern.matcher(new BudgetedText(text, STEPS_PER_LINE + STEPS_PER_CHARACTER * text.length())));
    }

    /** Finds the next match of a matcher over a budgeted text. */
    public static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            // Groups that repeat are matched by recursion: the stack is a budget too, and it is whole again here.
            throw new OverBudgetException("the pattern '" + matcher.pattern() + "' repeats a group too often");
        }
    }

    @Override
    public char charAt(int index) {
        if (++steps > budget) {
            throw new OverBudgetException("the pattern takes more than " + budget + " steps");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
