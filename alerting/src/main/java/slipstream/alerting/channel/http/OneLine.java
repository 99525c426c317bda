package slipstream.alerting.channel.http;

/** What a stranger sent, made fit for a record and a log: one line, no control characters, not long. */
public final class OneLine {
    static final int MAX_CHARS = 300;

    private OneLine() {}

    public static String of(String text) {
        String head = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
        return head.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
