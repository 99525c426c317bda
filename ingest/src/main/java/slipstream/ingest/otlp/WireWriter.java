package slipstream.ingest.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One protobuf message while it is written, field by field. Not thread-safe. */
final class WireWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void varint(int field, long number) {
        raw((long) field << 3);
        raw(number);
    }

    void fixed64(int field, long bits) {
        raw(((long) field << 3) | 1);
        fixed64(bits);
    }

    void range(int field, byte[] content) {
        raw(((long) field << 3) | 2);
        raw(content.length);
        bytes.writeBytes(content);
    }

    void text(int field, String text) {
        range(field, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void fixed64(long bits) {
        for (int shift = 0; shift < 64; shift += 8) {
            bytes.write((int) (bits >>> shift));
        }
    }

    private void raw(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
