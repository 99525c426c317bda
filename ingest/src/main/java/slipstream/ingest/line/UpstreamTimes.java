package slipstream.ingest.line;

/** What nginx writes for the servers behind: {@code 0.010, 0.020} or {@code 0.010 : -}, one time for each that was tried. */
final class UpstreamTimes {
    private UpstreamTimes() {}

    /** All of them together in milliseconds, because the client waited for each; NaN when none is a number. */
    static double sumMillis(byte[] line, int from, int to) {
        double sum = Double.NaN;
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && line[end] != ' ' && line[end] != ',') {
                end++;
            }
            double millis = Digits.shifted(line, at, end, 3);
            if (!Double.isNaN(millis)) {
                sum = Double.isNaN(sum) ? millis : sum + millis;
            }
            at = end + 1;
        }
        return sum;
    }
}
