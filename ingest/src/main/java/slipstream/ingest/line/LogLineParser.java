package slipstream.ingest.line;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.line.FormatPart.Variable;

/** Reads the lines of an access log by its {@link LogFormat}. The hottest code of the module; not thread-safe. */
final class LogLineParser implements LineParser {
    private final LineSplitter splitter;
    private final LineTime time;
    private final RequestLine request = new RequestLine();
    private final TimeBounds bounds;
    private final String service;
    private final Map<String, String> labels;
    private final Variable[] variables;
    private final int[] times;
    private final int[] latencies;
    private final int[] kept;
    private final int statusIndex;
    private final int requestIndex;
    private final int methodIndex;
    private final int pathIndex;

    LogLineParser(LogFormat format, Labels labels, TimeBounds bounds) {
        this.time = new LineTime(format.zone());
        this.splitter = new LineSplitter(format, time);
        this.bounds = bounds;
        this.service = labels.service();
        this.labels = labels.attributes();
        this.variables = format.variables().toArray(new Variable[0]);
        this.times = format.times();
        this.latencies = format.latencies();
        this.kept = format.kept();
        this.statusIndex = format.status();
        this.requestIndex = format.indexOf(Meaning.REQUEST);
        this.methodIndex = format.indexOf(Meaning.METHOD);
        this.pathIndex = format.indexOf(Meaning.PATH);
    }

    @Override
    public void parse(byte[] line, int from, int to, Origin origin, Consumer<? super Observation> out)
            throws RejectedObservationException {
        out.accept(read(line, from, to, origin));
    }

    private RequestObservation read(byte[] line, int from, int to, Origin origin) throws RejectedObservationException {
        time.clear();
        splitter.split(line, from, to);
        long timeMillis = timeMillis(line);
        bounds.check(timeMillis);
        int status = status(line);
        double latency = latencyMillis(line);
        readRequest(line);
        return new RequestObservation(
                origin, timeMillis, service, request.route(), request.method(), status, latency, attributes(line));
    }

    private long timeMillis(byte[] line) throws RejectedObservationException {
        long millis = LineTime.NONE;
        for (int index : times) {
            int from = splitter.from(index);
            int to = splitter.to(index);
            millis = switch (variables[index].meaning()) {
                case TIME_LOCAL -> time.readLocal(line, from) ? time.epochMillis() : LineTime.NONE;
                case TIME_ISO -> time.readIso(line, from, to) ? time.epochMillis() : LineTime.NONE;
                case EPOCH_SECONDS -> known(Digits.shiftedWhole(line, from, to, 3));
                case EPOCH_MILLIS -> known(Digits.shiftedWhole(line, from, to, 0));
                case EPOCH_MICROS -> known(Digits.shiftedWhole(line, from, to, -3));
                case MILLIS_FRACTION -> withFraction(Digits.whole(line, from, to));
                case MICROS_FRACTION -> withFraction(Math.floorDiv(Digits.whole(line, from, to), 1000L));
                default -> time.epochMillis();
            };
            if (millis == LineTime.NONE && variables[index].meaning() != Meaning.TIME_PATTERN) {
                break;
            }
        }
        if (millis == LineTime.NONE) {
            throw unparsed("time", times[0], line, "is not a time");
        }
        return millis;
    }

    private static long known(long number) {
        return number == Digits.NONE ? LineTime.NONE : number;
    }

    private long withFraction(long millis) {
        if (millis < 0) {
            return LineTime.NONE;
        }
        time.millis((int) millis);
        return time.epochMillis();
    }

    private int status(byte[] line) throws RejectedObservationException {
        int from = splitter.from(statusIndex);
        int to = splitter.to(statusIndex);
        long status = to - from > 9 ? Digits.NONE : Digits.whole(line, from, to);
        if (status == Digits.NONE) {
            throw unparsed("status", statusIndex, line, "is not a number, such as 200");
        }
        return ObservationRules.status(status);
    }

    private double latencyMillis(byte[] line) throws RejectedObservationException {
        for (int index : latencies) {
            int from = splitter.from(index);
            int to = splitter.to(index);
            if (LineText.isAbsent(line, from, to)) {
                continue;
            }
            double millis = switch (variables[index].meaning()) {
                case LATENCY_MICROS -> Digits.shifted(line, from, to, -3);
                case LATENCY_MILLIS -> Digits.shifted(line, from, to, 0);
                case UPSTREAM_SECONDS -> UpstreamTimes.sumMillis(line, from, to);
                default -> Digits.shifted(line, from, to, 3);
            };
            if (Double.isNaN(millis)) {
                if (variables[index].meaning() == Meaning.UPSTREAM_SECONDS) {
                    continue;
                }
                throw unparsed("latencyMillis", index, line, "is not a number, such as 0.123");
            }
            return ObservationRules.latencyMillis("latencyMillis", millis);
        }
        return Observation.NO_LATENCY;
    }

    private void readRequest(byte[] line) {
        request.clear();
        if (requestIndex >= 0) {
            request.read(line, splitter.from(requestIndex), splitter.to(requestIndex));
        }
        if (methodIndex >= 0) {
            request.readMethod(line, splitter.from(methodIndex), splitter.to(methodIndex));
        }
        if (pathIndex >= 0) {
            request.readPath(line, splitter.from(pathIndex), splitter.to(pathIndex));
        }
    }

    private Map<String, String> attributes(byte[] line) {
        if (kept.length == 0) {
            return labels;
        }
        Map<String, String> attributes = new LinkedHashMap<>(labels);
        for (int index : kept) {
            if (!LineText.isAbsent(line, splitter.from(index), splitter.to(index))) {
                attributes.put(variables[index].name(), LineText.of(line, splitter.from(index), splitter.to(index)));
            }
        }
        return attributes;
    }

    private RejectedObservationException unparsed(String field, int index, byte[] line, String fault) {
        String found = ObservationRules.cut(LineText.of(line, splitter.from(index), splitter.to(index)));
        return new RejectedObservationException(
                RejectReason.UNPARSED_LINE, field, variables[index].written() + " '" + found + "' " + fault);
    }
}
