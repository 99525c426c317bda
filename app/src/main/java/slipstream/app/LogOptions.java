package slipstream.app;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import slipstream.ingest.line.InvalidFormatException;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineFormat;

/** What a command has to be told about a log beside its format: the same words wherever a log is read. */
final class LogOptions {
    @Option(names = "--service", paramLabel = "NAME", description = "The service the log is about.")
    private String service;

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "FIELD=PATH",
            description =
                    "For json, logfmt and csv: which field is which, for example time=ts,status=response.code,latencySeconds=took.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--attribute",
            paramLabel = "FIELD",
            description = "For log formats: a field to keep as an attribute. May be repeated.")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = "--pattern",
            paramLabel = "REGEX",
            description =
                    "Instead of --format: a regular expression with groups such as (?<time>...) (?<status>...) (?<route>...).")
    private String pattern;

    @Option(names = "--zone", defaultValue = "UTC", paramLabel = "ZONE", description = "The zone of times without one.")
    private String zone = "UTC";

    /** Whether anything was said that only a log has. */
    boolean isGiven() {
        return service != null || pattern != null || !fields.isEmpty() || !attributes.isEmpty();
    }

    /** Compiles a format, and sees to it that the service is known. */
    LineFormat compile(String format) {
        LineFormat compiled = compileForAnyService(format);
        if (service == null && !compiled.namesService()) {
            throw new UsageException("--service is needed: the lines do not say what they are about");
        }
        return compiled;
    }

    /**
     * Compiles a format, whether or not the service is known.
     *
     * @param format null when there is a pattern instead
     */
    LineFormat compileForAnyService(String format) {
        if ((format == null) == (pattern == null)) {
            throw new UsageException("--format or --pattern is needed, and not both");
        }
        try {
            return pattern == null
                    ? LineFormat.of(format, fields, attributes, ZoneId.of(zone))
                    : LineFormat.ofPattern(pattern, ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new UsageException("--zone '" + zone + "' is not a time zone", e);
        } catch (InvalidFormatException e) {
            throw new UsageException((pattern == null ? "--format: " : "--pattern: ") + e.getMessage(), e);
        }
    }

    /** What every line is labelled with. */
    Map<String, String> labels() {
        return service == null ? Map.of() : Map.of(Labels.SERVICE, service);
    }
}
