package slipstream.ingest.line;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.RejectedObservationException;

/**
 * Syslog as it is sent and as it stands in files: RFC 5424, and RFC 3164 with or without the number in angle brackets. Its
 * severity is the level; host and program can be kept as the attributes {@code host} and {@code program}.
 */
final class SyslogReader implements TextReader {
    static final List<String> ATTRIBUTES = List.of("host", "program", "pid", "facility");

    /** RFC 5424, section 6.2.1, table 2: severities from 0. */
    private static final String[] SEVERITIES = {"EMERG", "ALERT", "CRIT", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"
    };

    /** 24 facilities of 8 severities each. */
    private static final int HIGHEST_PRIORITY = 191;

    private static final Pattern PRIORITY = Pattern.compile("^<(\\d{1,3})>(1 )?");
    private static final Pattern REST_5424 = Pattern.compile(
            "^ (\\S+) (\\S+) (\\S+) (\\S+) (?:-|(?:\\[(?:[^\\]\\\\]|\\\\.)*+\\])+)(?: \\uFEFF?(.*))?$", Pattern.DOTALL);
    private static final Pattern REST_3164 =
            Pattern.compile("^ +(\\S+) +([^\\s:\\[]{1,128})(?:\\[([^\\]]{1,64})\\])?: ?(.*)$", Pattern.DOTALL);

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        Matcher priority = PRIORITY.matcher(line);
        boolean hasPriority = priority.find();
        String level = "";
        if (hasPriority) {
            int number = Integer.parseInt(priority.group(1));
            if (number > HIGHEST_PRIORITY) {
                throw Told.unparsed("level", "the priority " + number + " is above " + HIGHEST_PRIORITY);
            }
            level = SEVERITIES[number % 8];
            told.attributeIfAsked("facility", Integer.toString(number / 8));
        }
        String body = hasPriority ? line.substring(priority.end()) : line;
        long timeMillis = told.time().at(body);
        if (timeMillis == LineTime.NONE) {
            throw Told.unparsed("time", "the line does not begin with a time as syslog writes it");
        }
        String rest = body.substring(told.time().end());
        boolean isNew = hasPriority && priority.group(2) != null;
        Matcher matcher = (isNew ? REST_5424 : REST_3164).matcher(rest);
        String message = rest.strip();
        if (matcher.matches()) {
            told.attributeIfAsked("host", matcher.group(1));
            told.attributeIfAsked("program", matcher.group(2));
            told.attributeIfAsked("pid", matcher.group(3));
            String text = matcher.group(isNew ? 5 : 4);
            message = text == null ? "" : text;
        } else if (isNew) {
            throw Told.unparsed("", "after the time RFC 5424 has host, program, process, message id and data");
        }
        told.log(timeMillis, level.isEmpty() ? LogLevel.of(message) : level, message);
    }
}
