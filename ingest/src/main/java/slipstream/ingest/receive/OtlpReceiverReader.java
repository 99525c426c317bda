package slipstream.ingest.receive;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.door.Gzip;
import slipstream.ingest.door.SecretFile;
import slipstream.ingest.line.RouteTemplates;
import slipstream.ingest.otlp.CutCounter;
import slipstream.ingest.otlp.OtlpSettings;
import slipstream.ingest.otlp.OtlpSignal;

/** Reads {@code receivers.otlp}, in the words of the OpenTelemetry Collector: a server of its own with a door for each signal. */
public final class OtlpReceiverReader {
    private static final String NAME = "otlp";

    /** The port that is registered for OTLP over HTTP. */
    private static final String DEFAULT_ENDPOINT = "127.0.0.1:4318";

    private OtlpReceiverReader() {}

    /** Empty when the section is absent, or a problem was recorded. */
    public static Optional<ReceiverSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(NAME).flatMap(section -> readSection(section, configDir));
    }

    private static Optional<ReceiverSettings> readSection(Fields section, Path configDir) {
        OtlpSettings settings = OtlpSettings.read(section);
        Optional<ListenAddress> listen =
                section.requiredFields("protocols").flatMap(protocols -> readProtocols(protocols, configDir));
        Optional<RouteTemplates> routes = RouteTemplates.read(section);
        section.done();
        return listen.map(address -> new ReceiverSettings(NAME, address, limits(), doors(settings), routes));
    }

    private static Optional<ListenAddress> readProtocols(Fields protocols, Path configDir) {
        if (protocols.has("grpc")) {
            protocols.error(
                    "grpc", "gRPC is not taken; exporters speak HTTP, too: set their protocol to http/protobuf");
        }
        Optional<ListenAddress> listen = protocols.requiredFields("http").flatMap(http -> readHttp(http, configDir));
        protocols.done();
        return listen;
    }

    private static Optional<ListenAddress> readHttp(Fields http, Path configDir) {
        String endpoint = http.text("endpoint").orElse(DEFAULT_ENDPOINT);
        Optional<AccessToken> token = SecretFile.token(http, "token_file", configDir);
        boolean readable = token.isPresent() == http.has("token_file");
        http.done();
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(ListenAddress.parse(endpoint, token));
        } catch (IllegalArgumentException e) {
            http.error("endpoint", e.getMessage());
            return Optional.empty();
        }
    }

    /** An export of OTLP is longer than what people send by hand: as much as is inflated at most. */
    private static ReceiverLimits limits() {
        ReceiverLimits usual = ReceiverLimits.DEFAULTS;
        return new ReceiverLimits(
                Gzip.MAX_BYTES,
                Sorted.MAX_ITEMS,
                usual.connections(),
                usual.idle(),
                usual.answer(),
                usual.workers(),
                usual.waiting(),
                usual.bufferedBytes());
    }

    private static List<DoorSettings> doors(OtlpSettings settings) {
        return Arrays.stream(OtlpSignal.values())
                .<DoorSettings>map(signal -> (context, prefix) ->
                        new OtlpDoor(signal, settings, context.bounds(), new CutCounter(context.metrics())))
                .toList();
    }
}
