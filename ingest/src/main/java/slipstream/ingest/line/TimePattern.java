package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.List;

/** A strftime pattern as Apache's {@code %{...}t} has it, for reading. Immutable. */
final class TimePattern {
    private static final String KNOWN = "%Y %y %m %b %h %d %e %H %M %S %T %F %D %R %z %a %%";

    private enum Step {
        YEAR,
        SHORT_YEAR,
        MONTH,
        MONTH_NAME,
        DAY,
        HOUR,
        MINUTE,
        SECOND,
        OFFSET,
        WEEKDAY,
        TEXT
    }

    private final Step[] steps;
    private final byte[] texts;

    private TimePattern(List<Step> steps, byte[] texts) {
        this.steps = steps.toArray(new Step[0]);
        this.texts = texts;
    }

    /** @param position where the directive stands in the format, for messages */
    static TimePattern compile(String pattern, int position) {
        String written = pattern.replace("%T", "%H:%M:%S")
                .replace("%R", "%H:%M")
                .replace("%F", "%Y-%m-%d")
                .replace("%D", "%m/%d/%y");
        List<Step> steps = new ArrayList<>();
        byte[] texts = new byte[written.length()];
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '%' && i + 1 < written.length() && written.charAt(i + 1) != '%') {
                steps.add(step(written.charAt(++i), position));
            } else {
                i += c == '%' ? 1 : 0;
                texts[steps.size()] = (byte) c;
                steps.add(Step.TEXT);
            }
        }
        return new TimePattern(steps, texts);
    }

    private static Step step(char letter, int position) {
        return switch (letter) {
            case 'Y' -> Step.YEAR;
            case 'y' -> Step.SHORT_YEAR;
            case 'm' -> Step.MONTH;
            case 'b', 'h' -> Step.MONTH_NAME;
            case 'd', 'e' -> Step.DAY;
            case 'H' -> Step.HOUR;
            case 'M' -> Step.MINUTE;
            case 'S' -> Step.SECOND;
            case 'z' -> Step.OFFSET;
            case 'a' -> Step.WEEKDAY;
            default ->
                throw new InvalidFormatException(
                        position, "%" + letter + " cannot be read in a time; known are " + KNOWN);
        };
    }

    /** Whether the pattern gives a year, a month and a day. */
    boolean hasDate() {
        return (has(Step.YEAR) || has(Step.SHORT_YEAR)) && (has(Step.MONTH) || has(Step.MONTH_NAME)) && has(Step.DAY);
    }

    private boolean has(Step wanted) {
        return List.of(steps).contains(wanted);
    }

    /** Reads into {@code time} and returns where the pattern ends in the line, or -1 when the line is different. */
    int read(byte[] line, int from, int to, LineTime time) {
        int at = from;
        for (int i = 0; i < steps.length; i++) {
            int length = length(steps[i]);
            if (at + length > to || !read(i, line, at, time)) {
                return -1;
            }
            at += length;
        }
        return at;
    }

    private static int length(Step step) {
        return switch (step) {
            case YEAR -> 4;
            case SHORT_YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> 2;
            case MONTH_NAME, WEEKDAY -> 3;
            case OFFSET -> 5;
            case TEXT -> 1;
        };
    }

    private boolean read(int step, byte[] line, int at, LineTime time) {
        int two = steps[step] == Step.TEXT ? 0 : Digits.two(line, at);
        switch (steps[step]) {
            case YEAR -> time.year(Digits.four(line, at));
            case SHORT_YEAR -> time.year(two < 0 ? -1 : 2000 + two);
            case MONTH -> time.month(two);
            case MONTH_NAME -> time.month(LineTime.month(line, at));
            case DAY -> time.day(line[at] == ' ' ? Digits.two(new byte[] {'0', line[at + 1]}, 0) : two);
            case HOUR -> time.addSeconds(two * 3600);
            case MINUTE -> time.addSeconds(two * 60);
            case SECOND -> time.addSeconds(Math.min(two, 59));
            case OFFSET -> {
                return time.readOffset(line, at, at + 5);
            }
            case WEEKDAY -> {
                return true;
            }
            case TEXT -> {
                return line[at] == texts[step];
            }
        }
        return switch (steps[step]) {
            case HOUR -> two >= 0 && two < 24;
            case MINUTE -> two >= 0 && two < 60;
            case SECOND -> two >= 0 && two <= 60;
            default -> true;
        };
    }
}
