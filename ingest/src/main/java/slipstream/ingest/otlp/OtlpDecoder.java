package slipstream.ingest.otlp;

import java.util.Objects;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.TimeBounds;
import slipstream.ingest.payload.ItemSink;
import slipstream.ingest.payload.PayloadDecoder;

/**
 * Reads one OTLP export. The three signals have the same outer shape, resource, scope, item, with the same field numbers; what lies
 * within an item is the matter of one reader for each. JSON is turned into protobuf first, so that both mean the same. An item is a span, a log
 * record, or a data point of a metric. Thread-safe.
 */
public final class OtlpDecoder implements PayloadDecoder {
    /** {@code resource_spans}, {@code resource_logs}, {@code resource_metrics}. */
    private static final int RESOURCES = 1;

    private static final int RESOURCE = 1;
    private static final int SCOPES = 2;
    private static final int ITEMS = 2;

    private final OtlpSignal signal;
    private final OtlpEncoding encoding;
    private final OtlpSettings settings;
    private final TimeBounds bounds;
    private final CutCounter cuts;

    /** @param cuts counts the attributes that are left out because an item has too many */
    public OtlpDecoder(
            OtlpSignal signal, OtlpEncoding encoding, OtlpSettings settings, TimeBounds bounds, CutCounter cuts) {
        this.signal = Objects.requireNonNull(signal, "signal");
        this.encoding = Objects.requireNonNull(encoding, "encoding");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.bounds = Objects.requireNonNull(bounds, "bounds");
        this.cuts = Objects.requireNonNull(cuts, "cuts");
    }

    @Override
    public void decode(byte[] payload, int from, int to, ItemSink items) throws RejectedObservationException {
        switch (encoding) {
            case PROTOBUF -> new Walk(payload, from, to, items).run();
            case JSON -> {
                JsonToWire json = JsonToWire.of(signal, payload, from, to);
                byte[] wire = json.wire();
                new Walk(wire, 0, wire.length, new JsonItems(items, json)).run();
            }
        }
    }

    private ItemReader reader(byte[] payload) {
        return switch (signal) {
            case TRACES -> new SpanReader(payload, settings, bounds);
            case LOGS -> new LogReader(payload, bounds, cuts);
            case METRICS -> new MetricReader(payload, settings.metrics(), bounds, cuts);
        };
    }

    /** One way through one payload. */
    private final class Walk {
        private final byte[] payload;
        private final int from;
        private final int to;
        private final ItemSink items;
        private final ItemReader reader;
        private final Slots slots = new Slots(settings.keys());

        Walk(byte[] payload, int from, int to, ItemSink items) {
            this.payload = payload;
            this.from = from;
            this.to = to;
            this.items = items;
            this.reader = reader(payload);
        }

        void run() throws RejectedObservationException {
            WireReader export = new WireReader().over(payload, from, to);
            boolean isExport = from == to;
            while (export.next()) {
                if (export.isRange(RESOURCES)) {
                    isExport = true;
                    resource(export.from(), export.to());
                }
            }
            if (!isExport) {
                throw new RejectedObservationException(
                        RejectReason.UNDECODABLE,
                        "",
                        "not OTLP in protobuf: there is no field 1, which holds the " + signal + " of a resource");
            }
        }

        private void resource(int start, int end) throws RejectedObservationException {
            slots.over(payload);
            WireReader fields = new WireReader().over(payload, start, end);
            while (fields.next()) {
                if (fields.isRange(RESOURCE)) {
                    Resource.read(payload, fields.from(), fields.to(), slots);
                }
            }
            reader.begin(Resource.of(settings, slots));
            if (reader.wantsPreview()) {
                scopes(start, end, true);
            }
            scopes(start, end, false);
        }

        private void scopes(int start, int end, boolean preview) throws RejectedObservationException {
            WireReader fields = new WireReader().over(payload, start, end);
            while (fields.next()) {
                if (fields.isRange(SCOPES)) {
                    items(fields.from(), fields.to(), preview);
                }
            }
        }

        private void items(int start, int end, boolean preview) throws RejectedObservationException {
            WireReader scope = new WireReader().over(payload, start, end);
            while (scope.next()) {
                if (scope.isRange(ITEMS) && preview) {
                    reader.preview(scope.from(), scope.to());
                } else if (scope.isRange(ITEMS)) {
                    reader.read(scope.from(), scope.to(), items);
                }
            }
        }
    }

    /** Gives a bad item back as the sender wrote it: the readers hand on each item exactly once, in the order of the JSON. */
    private static final class JsonItems implements ItemSink {
        private final ItemSink items;
        private final JsonToWire json;
        private int index;

        JsonItems(ItemSink items, JsonToWire json) {
            this.items = items;
            this.json = json;
        }

        @Override
        public Origin nextOrigin() {
            return items.nextOrigin();
        }

        @Override
        public void accept(Observation observation) {
            index++;
            items.accept(observation);
        }

        @Override
        public void reject(RejectedObservationException why, byte[] item) {
            items.reject(why, json.item(index++));
        }

        @Override
        public void drop(String reason) {
            index++;
            items.drop(reason);
        }
    }
}
