package slipstream.ingest.door;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Says whether bytes are text in UTF-8. A JSON parser is more generous: it guesses UTF-16 from NUL bytes and lets overlong forms
 * pass, so that two readers of the same bytes could see two different texts.
 */
public final class StrictUtf8 {
    private static final int CHUNK_CHARS = 8 * 1024;

    private StrictUtf8() {}

    /** Whether the bytes are well-formed and free of NUL, which no JSON text has. */
    public static boolean isText(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(Math.max(2, Math.min(length, CHUNK_CHARS)));
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
