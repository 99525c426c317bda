package slipstream.ingest.line;

import java.util.ArrayList;
import java.util.List;

/** Reads the string of an nginx {@code log_format}: text with {@code $name} or {@code ${name}} in it. */
final class NginxSyntax {
    /** What nginx itself calls combined. */
    static final String COMBINED = "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
            + " \"$http_referer\" \"$http_user_agent\"";

    /** The format that both servers call common. */
    static final String COMMON = "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent";

    private NginxSyntax() {}

    static List<FormatPart> parse(String format) {
        List<FormatPart> parts = new ArrayList<>();
        int at = 0;
        while (at < format.length()) {
            int dollar = format.indexOf('$', at);
            if (dollar < 0) {
                parts.add(new FormatPart.Literal(format.substring(at)));
                break;
            }
            if (dollar > at) {
                parts.add(new FormatPart.Literal(format.substring(at, dollar)));
            }
            at = variable(format, dollar, parts);
        }
        return parts;
    }

    /** Adds the variable that begins at the dollar sign and returns where the text after it begins. */
    private static int variable(String format, int dollar, List<FormatPart> parts) {
        boolean braced = format.startsWith("{", dollar + 1);
        int start = dollar + (braced ? 2 : 1);
        int end = start;
        while (end < format.length() && isNamePart(format.charAt(end))) {
            end++;
        }
        if (end == start) {
            throw new InvalidFormatException(dollar, "a variable's name is expected after $, such as $status");
        }
        if (braced && !format.startsWith("}", end)) {
            throw new InvalidFormatException(end, "a } is expected after ${" + format.substring(start, end));
        }
        String name = format.substring(start, end);
        parts.add(new FormatPart.Variable(meaning(name), "$" + name, name, dollar));
        return braced ? end + 1 : end;
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static Meaning meaning(String name) {
        return switch (name) {
            case "time_local" -> Meaning.TIME_LOCAL;
            case "time_iso8601" -> Meaning.TIME_ISO;
            case "msec" -> Meaning.EPOCH_SECONDS;
            case "status" -> Meaning.STATUS;
            case "request_time" -> Meaning.LATENCY_SECONDS;
            case "upstream_response_time" -> Meaning.UPSTREAM_SECONDS;
            case "request" -> Meaning.REQUEST;
            case "request_method" -> Meaning.METHOD;
            case "uri", "request_uri", "document_uri" -> Meaning.PATH;
            default -> Meaning.OTHER;
        };
    }
}
