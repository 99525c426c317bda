package slipstream.ingest.line;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word by which an application says how bad a line is. */
final class LogLevel {
    /** The level stands early in a line; the same word later on is part of what is told. */
    private static final int LOOKED_AT = 200;

    private static final Pattern WORD = Pattern.compile(
            "\\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|ALERT|EMERG|FATAL|SEVERE|PANIC)\\b"
                    + "|(?:level=\"?|\\[|<)(trace|debug|info|notice|warn|warning|error|err|critical|crit|alert|emerg|fatal|panic)\\b");

    private LogLevel() {}

    /** The level that a line names, in capitals as most write it; empty when it names none. */
    static String of(String line) {
        Matcher matcher = WORD.matcher(line.substring(0, Math.min(line.length(), LOOKED_AT)));
        if (!matcher.find()) {
            return "";
        }
        return upper(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    static String upper(String level) {
        return level.toUpperCase(Locale.ROOT);
    }
}
