package slipstream.ingest.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells files apart that had the same name one after the other, and recognises one that was renamed: by its inode and its first
 * line. The inode alone is used again by the next file, and the first line alone may be a header that all have.
 */
final class FileIdentity {
    /** So much of a file tells it apart from others. */
    static final int HEAD_BYTES = 1024;

    private static final int HASH_BYTES = 8;

    private FileIdentity() {}

    /**
     * The identity of an open file; empty as long as its first line is not complete.
     *
     * @param inode as in {@link #inode}
     * @param complete whether the file will not grow, so that a first line without a newline counts as well
     */
    static Optional<String> of(FileChannel channel, String inode, boolean complete) throws IOException {
        ReadBuffer head = new ReadBuffer(HEAD_BYTES);
        int length = head.fill(channel, 0);
        int end = 0;
        while (end < length && head.bytes()[end] != '\n') {
            end++;
        }
        boolean known = end < length || length == HEAD_BYTES || (complete && length > 0);
        if (!known) {
            return Optional.empty();
        }
        MessageDigest hash = sha256();
        hash.update(inode.getBytes(StandardCharsets.UTF_8));
        hash.update(head.bytes(), 0, end);
        return Optional.of(HexFormat.of().formatHex(hash.digest(), 0, HASH_BYTES));
    }

    /**
     * Tells what a file begins with, whatever its inode is: so much of it, at most 1024 bytes, and a hash of that. Empty for a file of
     * which nothing has been read.
     *
     * @param read how much of the file has been read
     */
    static String beginning(FileChannel channel, long read) throws IOException {
        ReadBuffer head = new ReadBuffer((int) Math.min(HEAD_BYTES, read));
        int length = head.fill(channel, 0);
        return length == 0 ? "" : length + ":" + hash(head.bytes(), length);
    }

    /** Whether a file begins as another did by {@link #beginning}. */
    static boolean beginsAs(FileChannel channel, String beginning) throws IOException {
        int colon = beginning.indexOf(':');
        return colon > 0 && beginning.equals(beginning(channel, Long.parseLong(beginning.substring(0, colon))));
    }

    private static String hash(byte[] bytes, int length) {
        MessageDigest hash = sha256();
        hash.update(bytes, 0, length);
        return HexFormat.of().formatHex(hash.digest(), 0, HASH_BYTES);
    }

    /** Whether the file begins as gzip does. */
    static boolean isCompressed(FileChannel channel) throws IOException {
        ReadBuffer head = new ReadBuffer(2);
        return head.fill(channel, 0) == 2 && (head.bytes()[0] & 0xff) == 0x1f && (head.bytes()[1] & 0xff) == 0x8b;
    }

    /** The number of a file in its file system, the same after a rename; empty where files have none. */
    static String inode(Path path) throws IOException {
        try {
            return String.valueOf(Files.getAttribute(path, "unix:ino"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A file system without inodes: the first line has to do.
            return "";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
