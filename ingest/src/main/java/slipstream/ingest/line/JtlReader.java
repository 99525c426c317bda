package slipstream.ingest.line;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.contract.event.RejectedObservationException;

/** JMeter's results as XML, one sample to a line; lines that are no sample are not counted. The label is the route. */
final class JtlReader implements TextReader {
    private static final Pattern SAMPLE = Pattern.compile("^\\s*<(?:httpSample|sample)\\s");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-zA-Z]{1,16})=\"([^\"]*)\"");

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        if (!SAMPLE.matcher(line).find()) {
            if (!line.strip().startsWith("<")) {
                throw Told.unparsed("", "the line is neither a sample nor another element of a result file");
            }
            return;
        }
        Map<String, String> sample = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(line);
        while (matcher.find()) {
            sample.put(matcher.group(1), withoutEntities(matcher.group(2)));
        }
        tell(
                sample.getOrDefault("ts", ""),
                sample.getOrDefault("t", ""),
                sample.getOrDefault("lb", ""),
                sample.getOrDefault("rc", ""),
                sample.getOrDefault("s", ""),
                told);
    }

    /** Tells one sample; one that failed without a status of its own, or in spite of a good one, has status 500. */
    static void tell(String time, String elapsed, String label, String code, String success, Told told)
            throws RejectedObservationException {
        boolean good = success.equalsIgnoreCase("true");
        boolean hasStatus = code.matches("[1-5][0-9]{2}");
        int status = hasStatus ? Integer.parseInt(code) : good ? 200 : 500;
        told.attribute("success", Boolean.toString(good));
        told.request(
                told.timeOf("time", time),
                label,
                "",
                good || status >= 400 ? status : 500,
                Told.number("elapsed", elapsed));
    }

    private static String withoutEntities(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
