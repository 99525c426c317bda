package slipstream.alerting.template;

import java.util.Locale;

/** Seconds for people, {@code 1d 2h 3m 4s}, in the words of {@code humanizeDuration} of Prometheus. */
final class HumanDuration {
    private static final String[] PREFIXES = {"m", "u", "n", "p", "f", "a", "z", "y"};

    private HumanDuration() {}

    /** A duration, a number of seconds, or a text that is one. */
    static String of(Object value) throws EvaluationException {
        double seconds = seconds(value);
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return Printer.shortest(seconds);
        }
        if (seconds == 0) {
            return "0s";
        }
        return Math.abs(seconds) >= 1 ? whole(seconds) : small(seconds);
    }

    private static double seconds(Object value) throws EvaluationException {
        if (value instanceof GoDuration duration) {
            return duration.seconds();
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            if (value instanceof String text) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new EvaluationException("takes a duration or a number of seconds, is given " + Values.typeName(value));
    }

    private static String whole(double given) {
        String sign = given < 0 ? "-" : "";
        double size = Math.abs(given);
        long all = (long) size;
        long days = all / 86_400;
        long hours = all / 3_600 % 24;
        long minutes = all / 60 % 60;
        long seconds = all % 60;
        if (days != 0) {
            return String.format(Locale.ROOT, "%s%dd %dh %dm %ds", sign, days, hours, minutes, seconds);
        }
        if (hours != 0) {
            return String.format(Locale.ROOT, "%s%dh %dm %ds", sign, hours, minutes, seconds);
        }
        return minutes != 0
                ? String.format(Locale.ROOT, "%s%dm %ds", sign, minutes, seconds)
                : sign + Scientific.general(size, 4) + "s";
    }

    private static String small(double given) {
        double value = given;
        String prefix = "";
        for (String smaller : PREFIXES) {
            if (Math.abs(value) >= 1) {
                break;
            }
            prefix = smaller;
            value *= 1000;
        }
        return (value < 0 ? "-" : "") + Scientific.general(Math.abs(value), 4) + prefix + "s";
    }
}
