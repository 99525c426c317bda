package slipstream.ingest.door;

import java.util.Optional;

/** The forms in which a JSON body may carry its items. */
public enum BodyFormat {
    /** One object, or an array of objects. */
    JSON(MediaType.JSON),
    /** One object to a line. */
    LINES(MediaType.LINES);

    private final String mediaType;

    BodyFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The format that a {@code Content-Type} names; empty for any other type, and for any character set but UTF-8. */
    public static Optional<BodyFormat> of(String contentType) {
        return Optional.ofNullable(contentType).flatMap(MediaType::of).flatMap(BodyFormat::ofMediaType);
    }

    /** The format of a media type without parameters. */
    public static Optional<BodyFormat> ofMediaType(String mediaType) {
        for (BodyFormat format : values()) {
            if (format.mediaType.equals(mediaType)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
