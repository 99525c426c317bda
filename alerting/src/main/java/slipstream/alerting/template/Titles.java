package slipstream.alerting.template;

import java.util.regex.Pattern;

/** Text whose words begin with a capital and go on small, as {@code cases.Title(language.AmericanEnglish)} writes it. */
final class Titles {
    /** Letters, digits and underscores, and what may stand between two of them inside a word. */
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+(?:['’.:·](?=\\p{L})[\\p{L}\\p{N}\\p{M}_]+)*");

    private Titles() {}

    static String of(String text) {
        return WORD.matcher(text).replaceAll(word -> java.util.regex.Matcher.quoteReplacement(title(word.group())));
    }

    private static String title(String word) {
        StringBuilder title = new StringBuilder(word.length());
        boolean begun = false;
        for (int point : word.codePoints().toArray()) {
            title.appendCodePoint(begun ? Character.toLowerCase(point) : Character.toTitleCase(point));
            begun = begun || Character.isLetter(point);
        }
        return title.toString();
    }
}
