package slipstream.streams.slice;

import java.nio.ByteBuffer;

/**
 * Neighbouring counts in as few bits as they need. They are cut into blocks of {@value #BLOCK}, and each is written the shorter of two
 * ways: every count in as many bits as the largest takes, or the first and then the differences from one to the next. Counts of a
 * histogram are of like size where they are neighbours, so that this takes a half to a third of what a varint for each would.
 *
 * <p>A block: 1 bit whether there is any count; 1 bit which way; then 6 bits of width and the counts, or 6 bits of width and the first, 6
 * bits of width and the differences in zig-zag.
 */
final class PackedCounts {
    /** Half of the buckets of a doubling: where the next doubling begins counts leap, and a block should begin too. */
    static final int BLOCK = 16;

    private static final int WIDTH_BITS = 6;
    private static final int AT_ONCE = 32;

    private final byte[] bytes;
    private int position;
    private long buffer;
    private int buffered;

    private PackedCounts(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when a count is negative */
    static byte[] pack(long[] counts) {
        Block[] blocks = new Block[(counts.length + BLOCK - 1) / BLOCK];
        int bits = 0;
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new Block(counts, i * BLOCK);
            bits += blocks[i].bits();
        }
        PackedCounts packed = new PackedCounts(new byte[(bits + Byte.SIZE - 1) / Byte.SIZE]);
        for (Block block : blocks) {
            packed.write(counts, block);
        }
        packed.flush();
        return packed.bytes;
    }

    /**
     * The inverse of {@link #pack}; it takes all that remains of the input.
     *
     * @param length how many counts were packed
     */
    static long[] unpack(ByteBuffer in, int length) {
        byte[] bytes = new byte[in.remaining()];
        in.get(bytes);
        PackedCounts packed = new PackedCounts(bytes);
        long[] counts = new long[length];
        for (int from = 0; from < length; from += BLOCK) {
            packed.read(counts, from, Math.min(from + BLOCK, length));
        }
        return counts;
    }

    /** How a block is written. */
    private static final class Block {
        private final int from;
        private final int to;
        private final int width;
        private final int firstWidth;
        private final int differenceWidth;

        Block(long[] counts, int from) {
            this.from = from;
            this.to = Math.min(from + BLOCK, counts.length);
            long all = counts[from];
            long differences = 0;
            for (int i = from + 1; i < to; i++) {
                all |= counts[i];
                differences |= zigZag(counts[i] - counts[i - 1]);
            }
            if (all < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
            this.width = widthOf(all);
            this.firstWidth = widthOf(counts[from]);
            this.differenceWidth = widthOf(differences);
        }

        boolean isEmpty() {
            return width == 0;
        }

        boolean isByDifferences() {
            return differenceWidth < Long.SIZE && bitsByDifferences() < bitsByCounts();
        }

        int bits() {
            return isEmpty() ? 1 : 2 + (isByDifferences() ? bitsByDifferences() : bitsByCounts());
        }

        private int bitsByCounts() {
            return WIDTH_BITS + width * (to - from);
        }

        private int bitsByDifferences() {
            return 2 * WIDTH_BITS + firstWidth + differenceWidth * (to - from - 1);
        }
    }

    private void write(long[] counts, Block block) {
        put(block.isEmpty() ? 0 : 1, 1);
        if (block.isEmpty()) {
            return;
        }
        put(block.isByDifferences() ? 1 : 0, 1);
        if (!block.isByDifferences()) {
            put(block.width, WIDTH_BITS);
            for (int i = block.from; i < block.to; i++) {
                put(counts[i], block.width);
            }
            return;
        }
        put(block.firstWidth, WIDTH_BITS);
        put(counts[block.from], block.firstWidth);
        put(block.differenceWidth, WIDTH_BITS);
        for (int i = block.from + 1; i < block.to; i++) {
            put(zigZag(counts[i] - counts[i - 1]), block.differenceWidth);
        }
    }

    private void read(long[] counts, int from, int to) {
        if (get(1) == 0) {
            return;
        }
        if (get(1) == 0) {
            int width = (int) get(WIDTH_BITS);
            for (int i = from; i < to; i++) {
                counts[i] = get(width);
            }
            return;
        }
        counts[from] = get((int) get(WIDTH_BITS));
        int width = (int) get(WIDTH_BITS);
        for (int i = from + 1; i < to; i++) {
            long coded = get(width);
            counts[i] = counts[i - 1] + ((coded >>> 1) ^ -(coded & 1));
        }
    }

    /** Bits gather in a long, so that at most {@value #AT_ONCE} can come at once. */
    private void put(long value, int width) {
        if (width > AT_ONCE) {
            put(value >>> AT_ONCE, width - AT_ONCE);
            put(value & ((1L << AT_ONCE) - 1), AT_ONCE);
            return;
        }
        buffer = (buffer << width) | value;
        buffered += width;
        while (buffered >= Byte.SIZE) {
            buffered -= Byte.SIZE;
            bytes[position++] = (byte) (buffer >>> buffered);
        }
    }

    private void flush() {
        if (buffered > 0) {
            bytes[position] = (byte) (buffer << (Byte.SIZE - buffered));
        }
    }

    private long get(int width) {
        if (width > AT_ONCE) {
            return (get(width - AT_ONCE) << AT_ONCE) | get(AT_ONCE);
        }
        while (buffered < width) {
            buffer = (buffer << Byte.SIZE) | (bytes[position++] & 0xFF);
            buffered += Byte.SIZE;
        }
        buffered -= width;
        return (buffer >>> buffered) & ((1L << width) - 1);
    }

    private static long zigZag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static int widthOf(long bits) {
        return Long.SIZE - Long.numberOfLeadingZeros(bits);
    }
}
