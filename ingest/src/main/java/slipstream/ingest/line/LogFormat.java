package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import slipstream.contract.document.Spelling;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.FormatPart.Literal;
import slipstream.ingest.line.FormatPart.Variable;

/**
 * The format of an access log, compiled from the server's own format string: variables with text between them. A variable
 * ends where the text after it begins. Immutable; each thread gets its own parser.
 */
public final class LogFormat implements LineFormat {
    private final ZoneId zone;
    /** Text before, between and after the variables: always one more than there are variables. */
    private final List<byte[]> texts = new ArrayList<>();

    private final List<Variable> variables = new ArrayList<>();
    private final List<Integer> times = new ArrayList<>();
    private final List<Integer> latencies = new ArrayList<>();
    private final List<Integer> kept = new ArrayList<>();
    private int status = -1;

    private LogFormat(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Compiles a format string.
     *
     * @param attributes the further variables to keep, by their nginx name
     * @throws InvalidFormatException with the position in the string and what is allowed there
     */
    static LogFormat compile(String text, List<String> attributes, ZoneId zone) {
        LogFormat format = new LogFormat(zone);
        format.addParts(parts(text), attributes);
        format.chooseTime();
        format.chooseStatus();
        format.chooseLatencies();
        return format;
    }

    private static List<FormatPart> parts(String text) {
        if (text.equals("combined")) {
            return NginxSyntax.parse(NginxSyntax.COMBINED);
        }
        if (text.equals("common")) {
            return NginxSyntax.parse(NginxSyntax.COMMON);
        }
        if (text.startsWith("nginx:")) {
            return NginxSyntax.parse(PastedText.nginx(text.substring("nginx:".length())));
        }
        if (text.startsWith("apache:")) {
            return ApacheSyntax.parse(PastedText.apache(text.substring("apache:".length())));
        }
        if (text.contains("$")) {
            return NginxSyntax.parse(PastedText.nginx(text));
        }
        if (text.contains("%")) {
            return ApacheSyntax.parse(PastedText.apache(text));
        }
        throw new InvalidFormatException(
                "'" + text + "' is no format: give combined, common, json, logfmt, csv, " + NamedFormats.names()
                        + ", an nginx log_format" + " string (with $status) or an Apache LogFormat string (with %>s)");
    }

    private void addParts(List<FormatPart> parts, List<String> attributes) {
        TreeSet<String> unknown = new TreeSet<>(attributes);
        TreeSet<String> names = new TreeSet<>();
        StringBuilder text = new StringBuilder();
        for (FormatPart part : parts) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Variable variable) {
                boolean asked = attributes.contains(variable.name());
                unknown.remove(variable.name());
                names.add(variable.name());
                if (!mergesWithPrevious(variable, asked, text.length() == 0)) {
                    addVariable(variable, asked, text.toString());
                    text.setLength(0);
                }
            }
        }
        texts.add(text.toString().getBytes(StandardCharsets.UTF_8));
        if (!unknown.isEmpty()) {
            throw new InvalidFormatException("the attribute " + unknown.first() + " is not in the format"
                    + Spelling.suggestion(unknown.first(), names));
        }
    }

    private void addVariable(Variable variable, boolean asked, String textBefore) {
        texts.add(textBefore.getBytes(StandardCharsets.UTF_8));
        if (asked) {
            kept.add(variables.size());
        }
        variables.add(variable);
    }

    /** Two variables side by side cannot be told apart, which matters only when one of them is wanted. */
    private boolean mergesWithPrevious(Variable variable, boolean asked, boolean adjacent) {
        if (!adjacent || variables.isEmpty()) {
            return false;
        }
        int last = variables.size() - 1;
        Variable before = variables.get(last);
        if (before.meaning().bytes() > 0 || before.meaning() == Meaning.TIME_PATTERN) {
            return false;
        }
        if (before.meaning() == Meaning.PATH && variable.name().equals("args") && !asked) {
            // The query begins with a question mark, which is where a path ends anyway.
            return true;
        }
        if (before.meaning() == Meaning.OTHER
                && variable.meaning() == Meaning.OTHER
                && !asked
                && !kept.contains(last)) {
            return true;
        }
        throw new InvalidFormatException(
                variable.position(),
                before.written() + " and " + variable.written()
                        + " have no text between them, so nobody can tell where one ends and the other begins");
    }

    private void chooseTime() {
        int best = indices(meaning -> meaning.timeRank() >= 0).stream()
                .min(Comparator.comparingInt(i -> variables.get(i).meaning().timeRank()))
                .orElseThrow(
                        () -> new InvalidFormatException("the format has no time: add $time_local, $time_iso8601 or"
                                + " $msec (nginx), or %t (Apache)"));
        if (variables.get(best).meaning() != Meaning.TIME_PATTERN) {
            times.add(best);
            return;
        }
        times.addAll(indices(meaning -> meaning == Meaning.TIME_PATTERN));
        if (times.stream()
                .noneMatch(i -> variables.get(i).pattern().orElseThrow().hasDate())) {
            throw new InvalidFormatException(
                    variables.get(best).position(), "the time has no date: it needs a year, a month and a day");
        }
        times.addAll(indices(meaning -> meaning == Meaning.MILLIS_FRACTION || meaning == Meaning.MICROS_FRACTION));
    }

    private void chooseStatus() {
        List<Integer> last = indices(meaning -> meaning == Meaning.STATUS);
        List<Integer> found = last.isEmpty() ? indices(meaning -> meaning == Meaning.FIRST_STATUS) : last;
        if (found.isEmpty()) {
            throw new InvalidFormatException("the format has no status: add $status (nginx) or %>s (Apache)");
        }
        status = found.get(0);
    }

    private void chooseLatencies() {
        latencies.addAll(indices(Meaning::isLatency));
        latencies.sort(Comparator.comparing(i -> variables.get(i).meaning()));
    }

    private List<Integer> indices(Predicate<Meaning> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            if (wanted.test(variables.get(i).meaning())) {
                found.add(i);
            }
        }
        return found;
    }

    @Override
    public LineParser newParser(Map<String, String> labels, TimeBounds bounds) {
        return new LogLineParser(this, Labels.of(labels), bounds);
    }

    @Override
    public boolean namesService() {
        return false;
    }

    ZoneId zone() {
        return zone;
    }

    byte[][] texts() {
        return texts.toArray(new byte[0][]);
    }

    List<Variable> variables() {
        return variables;
    }

    /** The variables that give the time together, the one that gives the date among them. */
    int[] times() {
        return ints(times);
    }

    /** The variables that give the latency, the most precise first. */
    int[] latencies() {
        return ints(latencies);
    }

    int[] kept() {
        return ints(kept);
    }

    int status() {
        return status;
    }

    /** The last variable without which a line cannot be counted. */
    int lastRequired() {
        IntStream parts = IntStream.concat(
                times.stream().mapToInt(i -> i), latencies.stream().mapToInt(i -> i));
        IntStream request = IntStream.of(indexOf(Meaning.REQUEST), indexOf(Meaning.METHOD), indexOf(Meaning.PATH));
        return IntStream.concat(parts, request).reduce(status, Math::max);
    }

    /** The last variable of which anything is kept. */
    int lastWanted() {
        return kept.stream().mapToInt(i -> i).reduce(lastRequired(), Math::max);
    }

    /** The first variable of a meaning, or -1. */
    int indexOf(Meaning wanted) {
        List<Integer> found = indices(meaning -> meaning == wanted);
        return found.isEmpty() ? -1 : found.get(0);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
