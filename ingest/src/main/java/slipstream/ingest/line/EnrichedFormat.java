package slipstream.ingest.line;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import slipstream.contract.event.LogRecord;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;
import slipstream.contract.event.RequestObservation;
import slipstream.contract.event.TimeBounds;

/**
 * A format whose requests get the routes they are counted by, and whose records of a log the name of their pattern.
 *
 * @param routes shared by all files of the format, which have one bound together
 */
record EnrichedFormat(LineFormat format, Optional<Routes> routes, List<NamedPattern> patterns) implements LineFormat {
    EnrichedFormat {
        patterns = List.copyOf(patterns);
    }

    @Override
    public LineParser newParser(Map<String, String> labels, TimeBounds bounds) {
        return new Enriching(format.newParser(labels, bounds), routes, new PatternMarker(patterns));
    }

    @Override
    public boolean namesService() {
        return format.namesService();
    }

    /** Puts both into what another parser reads. */
    private record Enriching(LineParser parser, Optional<Routes> routes, PatternMarker marker) implements LineParser {
        @Override
        public void parse(byte[] line, int from, int to, Origin origin, Consumer<? super Observation> out)
                throws RejectedObservationException {
            parser.parse(line, from, to, origin, observation -> out.accept(enriched(observation)));
        }

        private Observation enriched(Observation observation) {
            if (observation instanceof LogRecord log) {
                return marker.mark(log);
            }
            if (observation instanceof RequestObservation request && routes.isPresent()) {
                return new RequestObservation(
                        request.origin(),
                        request.timeMillis(),
                        request.service(),
                        routes.get().of(request.service(), request.route()),
                        request.method(),
                        request.status(),
                        request.latencyMillis(),
                        request.attributes());
            }
            return observation;
        }

        @Override
        public boolean needsHead() {
            return parser.needsHead();
        }

        @Override
        public void readHead(byte[] line, int from, int to, long offset) {
            parser.readHead(line, from, to, offset);
        }

        @Override
        public Optional<String> trouble() {
            return parser.trouble().or(marker::trouble);
        }
    }
}
