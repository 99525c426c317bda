package slipstream.streams.slice;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What counts are kept for: one indicator of an account. Only composites have more than one.
 *
 * <p>On the wire: {@code name@version}, then each value of the group behind the character 0x1F, then the indicator behind 0x1E unless
 * it is the first. None of the parts has control characters.
 *
 * @param indicator which of the definition's indicators
 */
public record SeriesKey(AccountKey account, int indicator) {
    private static final char SEPARATOR = '@';
    private static final char BEFORE_GROUP = '\u001F';
    private static final char BEFORE_INDICATOR = '\u001E';

    public SeriesKey {
        Objects.requireNonNull(account, "account");
        if (account.version().indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("a version has no " + SEPARATOR + ": " + account.version());
        }
    }

    /** The only series of an account without groups. */
    public SeriesKey(String name, String version) {
        this(new AccountKey(name, version), 0);
    }

    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(account.name()).append(SEPARATOR).append(account.version());
        for (String value : account.group()) {
            text.append(BEFORE_GROUP).append(value);
        }
        if (indicator > 0) {
            text.append(BEFORE_INDICATOR).append(indicator);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The inverse of {@link #toBytes()}. */
    public static SeriesKey ofBytes(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int indicator = 0;
        int last = text.indexOf(BEFORE_INDICATOR);
        if (last >= 0) {
            indicator = Integer.parseInt(text.substring(last + 1));
            text = text.substring(0, last);
        }
        String[] parts = text.split(String.valueOf(BEFORE_GROUP), -1);
        int separator = parts[0].lastIndexOf(SEPARATOR);
        if (separator < 1) {
            throw new IllegalArgumentException("'" + text + "' is not a series key");
        }
        List<String> group = Arrays.asList(parts).subList(1, parts.length);
        return new SeriesKey(
                new AccountKey(parts[0].substring(0, separator), parts[0].substring(separator + 1), group), indicator);
    }

    /**
     * The part of a key that decides where it lives: name and group. All series of an account live together, and so do all versions of a
     * definition, so that one can take over from the other.
     */
    static byte[] ownerOf(byte[] key) {
        int separator = -1;
        int group = 0;
        while (group < key.length && key[group] != BEFORE_GROUP && key[group] != BEFORE_INDICATOR) {
            if (key[group] == SEPARATOR) {
                separator = group;
            }
            group++;
        }
        if (separator < 1) {
            throw new IllegalArgumentException("'" + new String(key, StandardCharsets.UTF_8) + "' is not a series key");
        }
        int end = group;
        while (end < key.length && key[end] != BEFORE_INDICATOR) {
            end++;
        }
        if (end == group) {
            byte[] owner = Arrays.copyOf(key, separator + 1);
            owner[separator] = BEFORE_GROUP;
            return owner;
        }
        byte[] owner = new byte[separator + end - group];
        System.arraycopy(key, 0, owner, 0, separator);
        System.arraycopy(key, group, owner, separator, end - group);
        return owner;
    }

    @Override
    public String toString() {
        return indicator == 0 ? account.toString() : account + "#" + indicator;
    }
}
