package slipstream.ingest.door;

import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a body that came as gzip (RFC 1952), one member or several, as far as is reasonable. The JDK's own stream says nothing of
 * what stands after the end and has no bound, so the frame is read here. Not thread-safe.
 */
public final class Gzip {
    /** Bad input 5: as much as is ever inflated. */
    public static final int MAX_BYTES = 20 * 1024 * 1024;

    /** Bad input 5: text of logs seldom shrinks to less than a twentieth. */
    static final int MAX_RATIO = 100;

    /** Below this much nobody is hurt, whatever the ratio. */
    static final int RATIO_FREE_BYTES = 1024 * 1024;

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;

    private final byte[] in;
    private final int limit;
    private final ByteArrayOutputStream out;
    private int at;

    private Gzip(byte[] in, int limit) {
        this.in = in;
        this.limit = limit;
        this.out = new ByteArrayOutputStream(Math.min(limit, 4 * in.length));
    }

    /**
     * The inflated body.
     *
     * @param maxBytes as much as the door takes
     * @throws RefusedException 400 {@code bad_gzip} when it is not whole and sound, 413 when it grows too much
     */
    public static byte[] inflate(byte[] body, int maxBytes) throws RefusedException {
        Gzip gzip = new Gzip(body, Math.min(maxBytes, MAX_BYTES));
        do {
            gzip.member();
        } while (gzip.at < body.length);
        return gzip.out.toByteArray();
    }

    private void member() throws RefusedException {
        skipHeader();
        CRC32 sum = new CRC32();
        int before = out.size();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in, at, in.length - at);
            byte[] part = new byte[16 * 1024];
            while (!inflater.finished()) {
                int length = inflater.inflate(part);
                if (length == 0 && !inflater.finished()) {
                    throw bad("it ends too early");
                }
                sum.update(part, 0, length);
                grow(part, length);
            }
            at = in.length - inflater.getRemaining();
        } catch (DataFormatException e) {
            throw bad("its data is damaged");
        } finally {
            inflater.end();
        }
        checkTrailer(sum.getValue(), out.size() - before);
    }

    private void grow(byte[] part, int length) throws RefusedException {
        int size = out.size() + length;
        if (size > limit) {
            throw tooLarge("the body is longer than is taken once it is inflated; send it in parts", limit);
        }
        if (size > RATIO_FREE_BYTES && size / MAX_RATIO > in.length) {
            throw tooLarge(
                    "the body grows to more than " + MAX_RATIO + " times its length; send it in parts, or as it is",
                    RATIO_FREE_BYTES);
        }
        out.write(part, 0, length);
    }

    private static RefusedException tooLarge(String message, int limit) {
        return new RefusedException(Refusal.tooMuch("body_too_large", message, limit, OptionalLong.empty()));
    }

    private void skipHeader() throws RefusedException {
        need(HEADER_BYTES);
        int flags = in[at + 3];
        if (in[at] != 0x1F || in[at + 1] != (byte) 0x8B || in[at + 2] != 8 || (flags & RESERVED_FLAGS) != 0) {
            throw bad(at == 0 ? "it does not begin as gzip does" : "there is more after its end");
        }
        at += HEADER_BYTES;
        if ((flags & FLAG_EXTRA) != 0) {
            need(2);
            int length = (in[at] & 0xFF) | (in[at + 1] & 0xFF) << 8;
            need(2 + length);
            at += 2 + length;
        }
        skipText((flags & FLAG_NAME) != 0);
        skipText((flags & FLAG_COMMENT) != 0);
        if ((flags & FLAG_HEADER_CRC) != 0) {
            need(2);
            at += 2;
        }
    }

    private void skipText(boolean isThere) throws RefusedException {
        if (!isThere) {
            return;
        }
        while (true) {
            need(1);
            if (in[at++] == 0) {
                return;
            }
        }
    }

    private void checkTrailer(long sum, int length) throws RefusedException {
        need(TRAILER_BYTES);
        if (littleEndian(at) != sum || littleEndian(at + 4) != length) {
            throw bad("its check sum does not fit its data");
        }
        at += TRAILER_BYTES;
    }

    private long littleEndian(int from) {
        long value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | (in[from + i] & 0xFF);
        }
        return value;
    }

    private void need(int bytes) throws RefusedException {
        if (in.length - at < bytes) {
            throw bad(
                    at == 0 || in.length == at ? "it ends too early" : "it is cut off, or there is more after its end");
        }
    }

    private static RefusedException bad(String what) {
        return new RefusedException(Refusal.notUnderstood("bad_gzip", "the body is not sound gzip: " + what));
    }
}
