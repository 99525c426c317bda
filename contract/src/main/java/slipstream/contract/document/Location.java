package slipstream.contract.document;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1
 */
public record Location(String file, int line, int column) {
    /** The first place in a file. */
    public static Location startOf(String file) {
        return new Location(file, 1, 1);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
