package slipstream.streams.slice;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What counts are kept for: one SLO in one version of its definition. Counts of different versions are never added up.
 *
 * @param slo the SLO's name
 * @param version the version of its definition
 */
public record SeriesKey(String slo, String version) {
    private static final char SEPARATOR = '@';

    public SeriesKey {
        Objects.requireNonNull(slo, "slo");
        Objects.requireNonNull(version, "version");
        if (version.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("a version has no " + SEPARATOR + ": " + version);
        }
    }

    /** The key as it stands on the partials topic: {@code slo@version} in UTF-8. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The inverse of {@link #toBytes()}. */
    public static SeriesKey ofBytes(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int separator = text.lastIndexOf(SEPARATOR);
        if (separator < 1) {
            throw new IllegalArgumentException("'" + text + "' is not a series key");
        }
        return new SeriesKey(text.substring(0, separator), text.substring(separator + 1));
    }

    @Override
    public String toString() {
        return slo + SEPARATOR + version;
    }
}
