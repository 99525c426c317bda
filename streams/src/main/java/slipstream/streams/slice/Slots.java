package slipstream.streams.slice;

import java.util.Arrays;

/**
 * A row of counters that takes no more memory than they need. It is cut into pages, usually of 64: a page in which all are zero is
 * not there, and one has 8, 16, 32 or 64 bits for each counter, as its largest needs; the narrow
 * ones have no sign, since counts hardly ever need one. Rare kinds, such as excluded events, cost next
 * to nothing that way, and so does a quiet night. Mutable, not thread-safe.
 */
final class Slots {
    private static final int PAGE_BITS = 6;

    /** The rows of every ring of rolling windows fit into one page of so many. */
    private static final int WHOLE_BITS = 11;

    private final int pageBits;

    /** Each is null or an array of bytes, shorts, ints or longs. */
    private final Object[] pages;

    private final int length;

    Slots(int length) {
        this(length, PAGE_BITS);
    }

    private Slots(int length, int pageBits) {
        this.length = length;
        this.pageBits = pageBits;
        this.pages = new Object[(length + (1 << pageBits) - 1) >> pageBits];
    }

    /** For counters of which most are not zero: where one page suffices for the row it is not cut, to find each at once. */
    static Slots mostlyFilled(int length) {
        return length <= 1 << WHOLE_BITS ? new Slots(length, WHOLE_BITS) : new Slots(length);
    }

    long get(int slot) {
        Object page = pages[slot >> pageBits];
        return page == null ? 0 : get(page, slot & ((1 << pageBits) - 1));
    }

    /** Sets a counter. Where the last of a page is set to zero, which is where a ring leaves it behind, the page is cut to its need. */
    void set(int slot, long value) {
        int number = slot >> pageBits;
        int at = slot & ((1 << pageBits) - 1);
        Object page = pages[number];
        if (page == null) {
            if (value == 0) {
                return;
            }
            page = empty(widthOf(value), Math.min(1 << pageBits, length - (number << pageBits)));
            pages[number] = page;
        } else if (widthOf(value) > widthOf(page)) {
            page = copy(page, widthOf(value));
            pages[number] = page;
        }
        put(page, at, value);
        if (value == 0 && at == lengthOf(page) - 1) {
            pages[number] = cut(page);
        }
    }

    /** The first counter from a place on that is not zero, or -1. */
    int next(int from) {
        int slot = from;
        while (slot < length) {
            Object page = pages[slot >> pageBits];
            if (page == null) {
                slot = ((slot >> pageBits) + 1) << pageBits;
            } else if (get(page, slot & ((1 << pageBits) - 1)) != 0) {
                return slot;
            } else {
                slot++;
            }
        }
        return -1;
    }

    void clear() {
        Arrays.fill(pages, null);
    }

    private static Object cut(Object page) {
        int needed = 0;
        for (int at = 0; at < lengthOf(page); at++) {
            long value = get(page, at);
            needed = value == 0 ? needed : Math.max(needed, widthOf(value));
        }
        if (needed == 0) {
            return null;
        }
        return needed < widthOf(page) ? copy(page, needed) : page;
    }

    private static Object copy(Object page, int bytes) {
        Object copy = empty(bytes, lengthOf(page));
        for (int at = 0; at < lengthOf(page); at++) {
            put(copy, at, get(page, at));
        }
        return copy;
    }

    private static Object empty(int bytes, int length) {
        return switch (bytes) {
            case Byte.BYTES -> new byte[length];
            case Short.BYTES -> new short[length];
            case Integer.BYTES -> new int[length];
            default -> new long[length];
        };
    }

    private static int lengthOf(Object page) {
        if (page instanceof byte[] bytes) {
            return bytes.length;
        }
        if (page instanceof short[] shorts) {
            return shorts.length;
        }
        return page instanceof int[] ints ? ints.length : ((long[]) page).length;
    }

    private static int widthOf(long value) {
        if ((value & ~0xFFL) == 0) {
            return Byte.BYTES;
        }
        if ((value & ~0xFFFFL) == 0) {
            return Short.BYTES;
        }
        return value == (int) value ? Integer.BYTES : Long.BYTES;
    }

    private static int widthOf(Object page) {
        if (page instanceof byte[]) {
            return Byte.BYTES;
        }
        if (page instanceof short[]) {
            return Short.BYTES;
        }
        return page instanceof int[] ? Integer.BYTES : Long.BYTES;
    }

    private static long get(Object page, int at) {
        if (page instanceof byte[] bytes) {
            return bytes[at] & 0xFF;
        }
        if (page instanceof short[] shorts) {
            return shorts[at] & 0xFFFF;
        }
        return page instanceof int[] ints ? ints[at] : ((long[]) page)[at];
    }

    private static void put(Object page, int at, long value) {
        if (page instanceof byte[] bytes) {
            bytes[at] = (byte) value;
        } else if (page instanceof short[] shorts) {
            shorts[at] = (short) value;
        } else if (page instanceof int[] ints) {
            ints[at] = (int) value;
        } else {
            ((long[]) page)[at] = value;
        }
    }
}
