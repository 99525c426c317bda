package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;

/** Takes method and path out of {@code GET /path?query HTTP/1.1}; what is not such a line gives neither. Not thread-safe. */
final class RequestLine {
    private static final int MAX_METHOD_BYTES = 20;

    private String method = "";
    private String route = "";

    String method() {
        return method;
    }

    String route() {
        return route;
    }

    void clear() {
        method = "";
        route = "";
    }

    /** Reads a whole request line; garbage, such as a TLS hello on a plain port, leaves method and route empty. */
    void read(byte[] line, int from, int to) {
        clear();
        int blank = indexOf(line, from, to, (byte) ' ');
        if (blank < 0 || !isMethod(line, from, blank)) {
            return;
        }
        int target = blank + 1;
        int end = endOfTarget(line, target, to);
        if (end <= target || indexOf(line, target, end, (byte) ' ') >= 0 || !isTarget(line, target, end)) {
            return;
        }
        method = methodText(line, from, blank);
        route = path(line, target, end);
    }

    void readMethod(byte[] line, int from, int to) {
        method = isMethod(line, from, to) ? methodText(line, from, to) : "";
    }

    void readPath(byte[] line, int from, int to) {
        route = LineText.isAbsent(line, from, to) ? "" : path(line, from, to);
    }

    /** The path of a URL or of a path with a query. */
    static String path(String target) {
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        return bytes.length == 0 ? "" : path(bytes, 0, bytes.length);
    }

    private static String path(byte[] line, int from, int to) {
        int start = from;
        if (line[from] != '/') {
            int scheme = indexOf(line, from, to, (byte) ':');
            if (scheme > 0 && scheme + 2 < to && line[scheme + 1] == '/' && line[scheme + 2] == '/') {
                start = indexOf(line, scheme + 3, to, (byte) '/');
                if (start < 0) {
                    return "/";
                }
            }
        }
        int end = start;
        while (end < to && line[end] != '?' && line[end] != '#') {
            end++;
        }
        return LineText.of(line, start, end);
    }

    private static int endOfTarget(byte[] line, int target, int to) {
        int last = to - 1;
        while (last >= target && line[last] != ' ') {
            last--;
        }
        boolean protocol = last >= target
                && to - last > 6
                && line[last + 1] == 'H'
                && line[last + 2] == 'T'
                && line[last + 3] == 'T'
                && line[last + 4] == 'P'
                && line[last + 5] == '/';
        return protocol ? last : to;
    }

    private static boolean isTarget(byte[] line, int from, int to) {
        return line[from] == '/'
                || (line[from] == '*' && to - from == 1)
                || (line[from] >= 'a' && line[from] <= 'z' && indexOf(line, from, to, (byte) ':') > 0);
    }

    private static boolean isMethod(byte[] line, int from, int to) {
        if (from >= to || to - from > MAX_METHOD_BYTES) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte c = line[i];
            if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
                return false;
            }
        }
        return line[from] >= 'A';
    }

    /** The frequent methods without a new string for each line. */
    private static String methodText(byte[] line, int from, int to) {
        int length = to - from;
        if (length == 3 && line[from] == 'G' && line[from + 1] == 'E' && line[from + 2] == 'T') {
            return "GET";
        }
        if (length == 4
                && line[from] == 'P'
                && line[from + 1] == 'O'
                && line[from + 2] == 'S'
                && line[from + 3] == 'T') {
            return "POST";
        }
        if (length == 4
                && line[from] == 'H'
                && line[from + 1] == 'E'
                && line[from + 2] == 'A'
                && line[from + 3] == 'D') {
            return "HEAD";
        }
        return new String(line, from, length, StandardCharsets.US_ASCII);
    }

    private static int indexOf(byte[] line, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
