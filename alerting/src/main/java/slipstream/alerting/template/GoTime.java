package slipstream.alerting.template;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instant seen in a zone: Go's {@code time.Time}. */
record GoTime(ZonedDateTime time) implements Composite {
    /** What Go prints for a time that is not set. */
    static final GoTime ZERO = of(Instant.parse("0001-01-01T00:00:00Z"));

    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    static GoTime of(Instant instant) {
        return new GoTime(instant.atZone(ZoneOffset.UTC));
    }

    GoTime in(ZoneId zone) {
        return new GoTime(time.withZoneSameInstant(zone));
    }

    String format(String layout) {
        return TimeLayout.format(layout, time);
    }

    /** The time since another one, at most what Go's durations can hold: 292 years. */
    GoDuration since(GoTime other) {
        BigInteger nanos = nanos(time).subtract(nanos(other.time));
        if (nanos.bitLength() < Long.SIZE) {
            return new GoDuration(nanos.longValueExact());
        }
        return new GoDuration(nanos.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    private static BigInteger nanos(ZonedDateTime time) {
        return BigInteger.valueOf(time.toEpochSecond()).multiply(NANOS).add(BigInteger.valueOf(time.getNano()));
    }

    @Override
    public String typeName() {
        return "time.Time";
    }

    @Override
    public Map<String, Member> members() {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("Format", arguments -> format(text(arguments)));
        members.put("UTC", Composite.by(() -> in(ZoneOffset.UTC)));
        members.put("Local", Composite.by(() -> in(ZoneId.systemDefault())));
        members.put("Sub", arguments -> since(other(arguments)));
        members.put(
                "Before",
                arguments -> time.toInstant().isBefore(other(arguments).time.toInstant()));
        members.put(
                "After",
                arguments -> time.toInstant().isAfter(other(arguments).time.toInstant()));
        members.put(
                "Equal",
                arguments -> time.toInstant().equals(other(arguments).time.toInstant()));
        members.put(
                "Add",
                arguments -> new GoTime(time.plusNanos(duration(arguments).nanos())));
        members.put("IsZero", Composite.by(() -> time.toInstant().equals(ZERO.time.toInstant())));
        members.put("Unix", Composite.by(() -> time.toEpochSecond()));
        members.put("UnixMilli", Composite.by(() -> time.toInstant().toEpochMilli()));
        members.put("Year", Composite.by(() -> (long) time.getYear()));
        members.put("Month", Composite.by(() -> format("January")));
        members.put("Day", Composite.by(() -> (long) time.getDayOfMonth()));
        members.put("YearDay", Composite.by(() -> (long) time.getDayOfYear()));
        members.put("Weekday", Composite.by(() -> format("Monday")));
        members.put("Hour", Composite.by(() -> (long) time.getHour()));
        members.put("Minute", Composite.by(() -> (long) time.getMinute()));
        members.put("Second", Composite.by(() -> (long) time.getSecond()));
        members.put("String", Composite.by(() -> Printer.plain(this)));
        return members;
    }

    private static String text(List<Object> arguments) throws EvaluationException {
        if (arguments.size() == 1 && arguments.get(0) instanceof String text) {
            return text;
        }
        throw new EvaluationException("takes one string, for example \"15:04:05\"");
    }

    private static GoTime other(List<Object> arguments) throws EvaluationException {
        if (arguments.size() == 1 && arguments.get(0) instanceof GoTime other) {
            return other;
        }
        throw new EvaluationException("takes one time");
    }

    private static GoDuration duration(List<Object> arguments) throws EvaluationException {
        if (arguments.size() == 1 && arguments.get(0) instanceof GoDuration duration) {
            return duration;
        }
        throw new EvaluationException("takes one duration");
    }

    @Override
    public String toString() {
        return TimeLayout.print(time);
    }
}
