package slipstream.ingest.netlify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import slipstream.contract.event.Observation;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Body;
import slipstream.ingest.door.BodyFormat;
import slipstream.ingest.door.Draft;
import slipstream.ingest.door.FlatObject;
import slipstream.ingest.door.Lenient;
import slipstream.ingest.door.RefusedException;
import slipstream.ingest.line.Labels;
import slipstream.ingest.line.LineParser;
import slipstream.ingest.payload.ItemSink;

/**
 * Reads the batches of a log drain. Netlify's table of fields is not public, so each value has several names that are tried in turn, and
 * what is no known type is told apart by the fields it has. Addresses and browsers of visitors are left out. Thread-safe.
 */
final class NetlifyDecoder {
    /** As many as the product's own JSON may have. */
    private static final int MAX_ITEMS = 5000;

    private static final Set<String> TRAFFIC = Set.of("traffic", "user_traffic");
    private static final Set<String> FUNCTIONS = Set.of("functions", "function", "edge_functions", "edge-function");
    private static final Set<String> DEPLOYS = Set.of("deploys", "deploy");
    private static final Set<String> FAILED = Set.of("error", "errored", "failed", "failure", "rejected");
    private static final Set<String> ENDED = Set.of("ready", "success", "succeeded", "published", "live", "");

    private static final List<String> TIME = List.of("timestamp", "ts", "time");
    private static final List<String> STATUS = List.of("status_code", "status", "response_status");
    private static final List<String> DURATION = List.of("duration", "duration_ms", "response_time");
    private static final List<String> PATH = List.of("path", "url", "request_path");
    private static final List<String> REQUEST_ID = List.of("request_id", "netlify_request_id", "requestId");
    private static final List<String> DEPLOY = List.of("deploy_id", "deployId", "commit_ref", "id");
    private static final List<String> STATE = List.of("state", "deploy_state", "status");
    private static final Pattern URL_BEFORE_PATH = Pattern.compile("^[a-z]+://[^/?#]*");
    private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

    private final Labels labels;
    private final ObservationCodec codec;
    private final LineParser functions;

    /** @param functions reads the lines of functions; used by one thread at a time */
    NetlifyDecoder(Labels labels, ObservationCodec codec, LineParser functions) {
        this.labels = labels;
        this.codec = codec;
        this.functions = functions;
    }

    void decode(byte[] bytes, ItemSink items) throws RefusedException {
        Body body = split(bytes);
        for (Body.Item item : body.items()) {
            try {
                decode(FlatObject.read(bytes, item.offset(), item.length()), bytes, item, items);
            } catch (RejectedObservationException e) {
                items.reject(e, item.of(bytes));
            }
        }
        for (int i = 0; i < body.blankLines(); i++) {
            items.drop("blank_line");
        }
    }

    /** A body that is not one JSON text may be one to a line, whatever its content type says. */
    private static Body split(byte[] bytes) throws RefusedException {
        try {
            return Body.split(BodyFormat.JSON, bytes, MAX_ITEMS);
        } catch (RefusedException e) {
            if (e.refusal().code().equals("trailing_data")) {
                return Body.split(BodyFormat.LINES, bytes, MAX_ITEMS);
            }
            throw e;
        }
    }

    private void decode(FlatObject object, byte[] bytes, Body.Item item, ItemSink items)
            throws RejectedObservationException {
        String type = object.text("log_type").toLowerCase(Locale.ROOT);
        boolean hasStatus =
                object.first(STATUS).isPresent() && object.first(PATH).isPresent();
        if (TRAFFIC.contains(type) || (type.isEmpty() && hasStatus)) {
            items.accept(request(object).toObservation(codec, items.nextOrigin()));
        } else if (DEPLOYS.contains(type)) {
            deploy(object, items);
        } else if (type.contains("waf")) {
            items.accept(firewall(object).toObservation(codec, items.nextOrigin()));
        } else if (FUNCTIONS.contains(type)
                || (type.isEmpty() && object.values().containsKey("message"))) {
            function(bytes, item, items);
        } else {
            throw new RejectedObservationException(
                    RejectReason.UNKNOWN_TYPE,
                    "log_type",
                    "log_type '" + ObservationRules.cut(type)
                            + "' is not known; known are traffic, functions, edge_functions, deploys and waf");
        }
    }

    /** One line may tell several things, such as an invocation and the memory that it took. */
    private void function(byte[] bytes, Body.Item item, ItemSink items) throws RejectedObservationException {
        List<Observation> told = new ArrayList<>();
        synchronized (functions) {
            functions.parse(bytes, item.offset(), item.offset() + item.length(), items.nextOrigin(), told::add);
        }
        for (int i = 0; i < told.size(); i++) {
            if (i > 0) {
                // The parser gave it the sequence after the one before; it is taken here, too.
                items.nextOrigin();
            }
            items.accept(told.get(i));
        }
        if (told.isEmpty()) {
            items.drop("not_counted");
        }
    }

    private Draft request(FlatObject object) throws RejectedObservationException {
        Draft draft = draft("request", object)
                .text("method", object.text("method"))
                .text("route", path(object))
                .attribute(
                        "country",
                        object.first(List.of("country", "geo.country.code")).orElse(""));
        String status = object.first(STATUS).orElse("");
        if (!status.isEmpty() && !status.equals("0")) {
            draft.number("status", number("status", status));
        }
        String duration = object.first(DURATION).orElse("");
        if (!duration.isEmpty()) {
            draft.number("latencyMillis", number("latencyMillis", duration));
        }
        return draft;
    }

    private void deploy(FlatObject object, ItemSink items) throws RejectedObservationException {
        String state = object.first(STATE).orElse("").toLowerCase(Locale.ROOT);
        if (!ENDED.contains(state) && !FAILED.contains(state)) {
            items.drop("deploy_not_ended");
            return;
        }
        Draft draft = draft("change", object)
                .text("kind", "deploy")
                .text("version", object.first(DEPLOY).orElse(""))
                .text("outcome", FAILED.contains(state) ? "failure" : "success");
        items.accept(draft.toObservation(codec, items.nextOrigin()));
    }

    /** Each line of the firewall is about one request that it looked at; the pattern lets them be counted. */
    private Draft firewall(FlatObject object) throws RejectedObservationException {
        String action = object.first(List.of("action", "waf_action")).orElse("");
        String rule = object.first(List.of("rule_id", "rule", "message")).orElse("");
        return draft("log", object)
                .text("pattern", "waf")
                .text("level", object.text("level").toUpperCase(Locale.ROOT))
                .text("message", Draft.cut((action + " " + rule + " " + path(object)).strip(), 4096))
                .attribute("action", action);
    }

    private Draft draft(String type, FlatObject object) throws RejectedObservationException {
        Draft draft = new Draft(type)
                .at(timeMillis(object))
                .text("service", labels.service())
                .attribute("requestId", object.first(REQUEST_ID).orElse(""));
        labels.attributes().forEach(draft::attribute);
        return draft;
    }

    private static long timeMillis(FlatObject object) throws RejectedObservationException {
        String text = object.first(TIME)
                .orElseThrow(() -> new RejectedObservationException(
                        RejectReason.MISSING_FIELD, "time", "there is none of " + String.join(", ", TIME)));
        OptionalLong millis = Lenient.timeMillis(text);
        return millis.orElseThrow(() -> new RejectedObservationException(
                RejectReason.WRONG_TYPE, "time", "'" + ObservationRules.cut(text) + "' is not a time"));
    }

    private static String path(FlatObject object) {
        String path = URL_BEFORE_PATH.matcher(object.first(PATH).orElse("")).replaceFirst("");
        return Draft.cut(QUERY.matcher(path).replaceFirst(""), 4096);
    }

    private static double number(String field, String text) throws RejectedObservationException {
        OptionalDouble number = Lenient.number(text);
        return number.orElseThrow(() -> new RejectedObservationException(
                RejectReason.WRONG_TYPE, field, field + " '" + ObservationRules.cut(text) + "' is not a number"));
    }
}
