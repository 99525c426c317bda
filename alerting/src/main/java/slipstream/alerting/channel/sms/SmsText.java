package slipstream.alerting.channel.sms;

import java.text.Normalizer;
import java.util.Map;

/** Text cut to one segment of a short message: 160 characters of the GSM alphabet (3GPP TS 23.038), or 70 with others. */
final class SmsText {
    private static final int GSM_LENGTH = 160;
    private static final int OTHER_LENGTH = 70;

    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Each of these takes two places. */
    private static final String GSM_EXTENSION = "^{}\\[~]|€";

    /** What typographers write and the alphabet does not have. */
    private static final Map<String, String> PLAINER = Map.of(
            "…", "...", "–", "-", "—", "-", "“", "\"", "”", "\"", "‘", "'", "’", "'", "×", "x", "→", "->", "•", "-");

    private SmsText() {}

    /**
     * The text, shortened where it must be, and the end in full.
     *
     * @param end such as {@code  ack: https://…}; left out where it leaves no room for the text
     */
    static String of(String text, String end) {
        String plain = plainer(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
        // "checkout DOWN checkout burns" says the name once too often.
        String once = plain.replaceAll("(?<=^|\\s)(\\S+) (DOWN|OK)((?: x\\d+)?) \\1(?=[\\s:,]|$)", "$1 $2$3");
        int limit = isGsm(once + end) ? GSM_LENGTH : OTHER_LENGTH;
        String kept = length(end) > limit / 2 + 20 ? "" : end;
        int room = limit - length(kept);
        if (length(once) <= room) {
            return once + kept;
        }
        StringBuilder cut = new StringBuilder(once);
        while (length(cut + "...") > room) {
            cut.setLength(cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + "..." + kept;
    }

    private static String plainer(String text) {
        String plain = text;
        for (Map.Entry<String, String> entry : PLAINER.entrySet()) {
            plain = plain.replace(entry.getKey(), entry.getValue());
        }
        StringBuilder result = new StringBuilder();
        plain.codePoints().forEach(point -> {
            String character = Character.toString(point);
            String base = Normalizer.normalize(character, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            result.append(isGsm(character) || !isGsm(base) ? character : base);
        });
        return result.toString();
    }

    private static boolean isGsm(String text) {
        return text.chars().allMatch(c -> GSM.indexOf(c) >= 0 || GSM_EXTENSION.indexOf(c) >= 0);
    }

    /** How many places it takes; both alphabets count this way, since a text of the other one has few of the extension. */
    private static int length(String text) {
        return text.length()
                + (int) text.chars().filter(c -> GSM_EXTENSION.indexOf(c) >= 0).count();
    }
}
