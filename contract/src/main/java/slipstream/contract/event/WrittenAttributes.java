package slipstream.contract.event;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Attributes that stay as they were written until somebody asks for one: most observations are counted without a look at
 * theirs. The bytes are those between the braces of the compact form, which {@link CompactReader} has checked, and must not
 * change. Unmodifiable, thread-safe.
 */
final class WrittenAttributes extends AbstractMap<String, String> {
    /** What stands between a name and its value. */
    private static final int BETWEEN = "\":\"".length();

    private final byte[] json;
    private final int from;
    private final int size;

    /**
     * @param json {@code "name":"value","name":"value"} in ASCII without escapes, from a place on
     * @param size how many attributes there are, at least 1
     */
    WrittenAttributes(byte[] json, int from, int size) {
        this.json = json;
        this.from = from;
        this.size = size;
    }

    /** The same map when it cannot change, else a copy that cannot. */
    static Map<String, String> unmodifiable(Map<String, String> attributes) {
        return attributes instanceof WrittenAttributes ? attributes : Map.copyOf(attributes);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String get(Object key) {
        if (!(key instanceof String wanted)) {
            return null;
        }
        int at = from;
        for (int i = 0; i < size; i++) {
            int endOfName = endOfText(at + 1);
            int value = endOfName + BETWEEN;
            int endOfValue = endOfText(value);
            if (is(wanted, at + 1, endOfName)) {
                return text(value, endOfValue);
            }
            at = endOfValue + 2;
        }
        return null;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, String>> {
        private int at = from;
        private int left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Entry<String, String> next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            int endOfName = endOfText(at + 1);
            int endOfValue = endOfText(endOfName + BETWEEN);
            Entry<String, String> entry = Map.entry(text(at + 1, endOfName), text(endOfName + BETWEEN, endOfValue));
            at = endOfValue + 2;
            left--;
            return entry;
        }
    }

    private int endOfText(int start) {
        int at = start;
        while (json[at] != '"') {
            at++;
        }
        return at;
    }

    private boolean is(String wanted, int start, int end) {
        if (wanted.length() != end - start) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (wanted.charAt(i) != json[start + i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int start, int end) {
        return new String(json, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
