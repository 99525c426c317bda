package slipstream.contract.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
    /** No key or word that is known anywhere is longer; the comparison takes time and space by the square. */
    private static final int MAX_WORD_CHARS = 128;

    private Spelling() {}

    /** {@code "; did you mean 'objective'?"}, or the list of known words when none is near; empty when nothing is known. */
    public static String suggestion(String word, Collection<String> known) {
        if (known.isEmpty() || word.length() > MAX_WORD_CHARS) {
            return "";
        }
        return nearest(word, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElseGet(() -> "; known are " + String.join(", ", known));
    }

    /** The known word that was probably meant, if one is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > MAX_WORD_CHARS) {
            return Optional.empty();
        }
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate ->
                        distance(word, candidate) <= Math.max(1, Math.max(word.length(), candidate.length()) / 3));
    }

    /** Edit distance without regard to case, where two neighbours that changed places are one slip. */
    static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewestEdits(edits, left, right, i, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int fewestEdits(int[][] edits, String left, String right, int i, int j) {
        boolean isSame = left.charAt(i - 1) == right.charAt(j - 1);
        int fewest =
                Math.min(edits[i - 1][j - 1] + (isSame ? 0 : 1), Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1));
        boolean isSwapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return isSwapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
