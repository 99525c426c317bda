package slipstream.alerting.template;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's layouts, which show how the second of January 2006 at 15:04:05 would look (package {@code time}, "Constants"). */
final class TimeLayout {
    /** How Go prints a time by itself. */
    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";

    private static final Map<String, Function<ZonedDateTime, String>> ELEMENTS = elements();

    /** Every element; longer ones stand before those with which they begin. A fraction follows a dot or a comma. */
    private static final Pattern ELEMENT = Pattern.compile("January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|"
            + "-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|"
            + "[.,](?:0+|9+)(?![0-9])|002|__2|01|02|03|04|05|06|15|_2006|_2|PM|pm|1|2|3|4|5");

    private TimeLayout() {}

    static String print(ZonedDateTime time) {
        return format(PRINTED, time);
    }

    static String format(String layout, ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = ELEMENT.matcher(layout);
        int copied = 0;
        while (matcher.find()) {
            text.append(layout, copied, matcher.start());
            text.append(element(matcher.group(), time));
            copied = matcher.end();
        }
        return text.append(layout.substring(copied)).toString();
    }

    private static String element(String element, ZonedDateTime time) {
        char first = element.charAt(0);
        if (first == '.' || first == ',') {
            return fraction(element, time.getNano());
        }
        return ELEMENTS.get(element).apply(time);
    }

    private static String fraction(String element, int nanos) {
        int digits = element.length() - 1;
        String all = String.format(Locale.ROOT, "%09d", nanos);
        String shown = digits <= all.length() ? all.substring(0, digits) : all + "0".repeat(digits - all.length());
        if (element.charAt(1) == '0') {
            return element.charAt(0) + shown;
        }
        String trimmed = shown.replaceAll("0+$", "");
        return trimmed.isEmpty() ? "" : element.charAt(0) + trimmed;
    }

    private static Map<String, Function<ZonedDateTime, String>> elements() {
        Map<String, Function<ZonedDateTime, String>> elements = new LinkedHashMap<>();
        pattern(elements, "January", "MMMM");
        pattern(elements, "Jan", "MMM");
        pattern(elements, "Monday", "EEEE");
        pattern(elements, "Mon", "EEE");
        pattern(elements, "2006", "uuuu");
        pattern(elements, "06", "uu");
        pattern(elements, "01", "MM");
        pattern(elements, "1", "M");
        pattern(elements, "02", "dd");
        pattern(elements, "2", "d");
        pattern(elements, "_2", "ppd");
        pattern(elements, "002", "DDD");
        pattern(elements, "__2", "pppD");
        pattern(elements, "15", "HH");
        pattern(elements, "03", "hh");
        pattern(elements, "3", "h");
        pattern(elements, "04", "mm");
        pattern(elements, "4", "m");
        pattern(elements, "05", "ss");
        pattern(elements, "5", "s");
        pattern(elements, "PM", "a");
        elements.put("pm", time -> time.getHour() < 12 ? "am" : "pm");
        elements.put("_2006", time -> "_" + format("2006", time));
        pattern(elements, "-0700", "xx");
        pattern(elements, "-07:00", "xxx");
        pattern(elements, "-07", "x");
        pattern(elements, "-070000", "xxxx");
        pattern(elements, "-07:00:00", "xxxxx");
        pattern(elements, "Z0700", "XX");
        pattern(elements, "Z07:00", "XXX");
        pattern(elements, "Z07", "X");
        pattern(elements, "Z070000", "XXXX");
        pattern(elements, "Z07:00:00", "XXXXX");
        DateTimeFormatter zone = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
        elements.put("MST", time -> time.getZone().getId().equals("Z") ? "UTC" : zone.format(time));
        return elements;
    }

    private static void pattern(Map<String, Function<ZonedDateTime, String>> elements, String element, String java) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(java, Locale.ENGLISH);
        elements.put(element, formatter::format);
    }
}
