package slipstream.alerting.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A length of time in nanoseconds: Go's {@code time.Duration}. */
record GoDuration(long nanos) implements Composite {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    double seconds() {
        return in(SECOND);
    }

    /** Go adds the whole units and the rest, which decides the last digit. */
    private double in(long unit) {
        long whole = nanos / unit;
        return whole + (double) (nanos % unit) / unit;
    }

    @Override
    public String typeName() {
        return "time.Duration";
    }

    @Override
    public Map<String, Member> members() {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("Hours", Composite.of(in(3600 * SECOND)));
        members.put("Minutes", Composite.of(in(60 * SECOND)));
        members.put("Seconds", Composite.of(seconds()));
        members.put("Milliseconds", Composite.of(nanos / MILLI));
        members.put("Microseconds", Composite.of(nanos / MICRO));
        members.put("Nanoseconds", Composite.of(nanos));
        members.put("Abs", Composite.of(new GoDuration(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos))));
        members.put("Truncate", arguments -> new GoDuration(nanos - remainder(arguments)));
        members.put("Round", arguments -> rounded(arguments));
        members.put("String", Composite.by(this::toString));
        return members;
    }

    private GoDuration rounded(List<Object> arguments) throws EvaluationException {
        long unit = unit(arguments);
        if (unit <= 0) {
            return this;
        }
        BigDecimal units = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit), 0, RoundingMode.HALF_UP);
        return new GoDuration(units.longValue() * unit);
    }

    private long remainder(List<Object> arguments) throws EvaluationException {
        long unit = unit(arguments);
        return unit <= 0 ? 0 : nanos % unit;
    }

    private static long unit(List<Object> arguments) throws EvaluationException {
        if (arguments.size() == 1 && arguments.get(0) instanceof Long number) {
            return number;
        }
        if (arguments.size() == 1 && arguments.get(0) instanceof GoDuration duration) {
            return duration.nanos();
        }
        throw new EvaluationException("takes one duration");
    }

    /** Go's form: {@code 1h2m3.5s}, {@code 15ms}, {@code 0s}. */
    @Override
    public String toString() {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        // Negative throughout, since the most negative number has no positive counterpart.
        long rest = nanos < 0 ? nanos : -nanos;
        if (rest > -SECOND) {
            return sign + small(-rest);
        }
        long minutes = -(rest / (60 * SECOND));
        String seconds = fraction(-(rest % (60 * SECOND)), SECOND) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    private static String small(long positive) {
        if (positive < MICRO) {
            return positive + "ns";
        }
        return positive < MILLI ? fraction(positive, MICRO) + "µs" : fraction(positive, MILLI) + "ms";
    }

    private static String fraction(long value, long unit) {
        BigDecimal quotient =
                BigDecimal.valueOf(value).divide(BigDecimal.valueOf(unit)).stripTrailingZeros();
        return quotient.toPlainString();
    }
}
