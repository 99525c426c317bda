package slipstream.ingest.tail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A rotated log that was compressed. It is read from a temporary file, which goes away with its channel. */
final class Archive {
    /** More than a log of a day, and less than would fill a disk: a file of 10 MB can hold it. */
    static final long MAX_BYTES = 8L << 30;

    private static final int BUFFER_BYTES = 1 << 16;

    private Archive() {}

    /**
     * What a gzip file holds.
     *
     * @throws FileOpener.SkippedException when it is not complete, or damaged, or too large
     */
    static FileChannel content(FileChannel compressed) throws IOException {
        Path file = Files.createTempFile("slipstream-archive", ".log");
        FileChannel content = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        boolean whole = false;
        try {
            compressed.position(0);
            // Not closed: the channel belongs to the caller.
            InputStream in = new GZIPInputStream(Channels.newInputStream(compressed), BUFFER_BYTES);
            copy(in, content);
            whole = true;
            return content;
        } catch (EOFException e) {
            throw new FileOpener.SkippedException("it is compressed and not complete yet");
        } catch (ZipException e) {
            throw new FileOpener.SkippedException("it is compressed and damaged: " + e.getMessage());
        } finally {
            if (!whole) {
                content.close();
            }
        }
    }

    private static void copy(InputStream in, FileChannel content) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            if (content.position() + length > MAX_BYTES) {
                throw new FileOpener.SkippedException("it holds more than " + MAX_BYTES + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
            while (bytes.hasRemaining()) {
                content.write(bytes);
            }
        }
    }
}
