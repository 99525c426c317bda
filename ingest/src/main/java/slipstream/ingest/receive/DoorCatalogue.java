package slipstream.ingest.receive;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationCodec;
import slipstream.ingest.change.ChangesDoor;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.netlify.NetlifySettings;
import slipstream.ingest.vital.VitalsSettings;
import slipstream.ingest.webhook.WebhookSettings;

/** Every door of the HTTP server, one line each. */
final class DoorCatalogue {
    /** Those that a section of the {@code receivers} opens. */
    private static final List<Kind> KINDS = List.of(NetlifySettings::read, VitalsSettings::read, WebhookSettings::read);

    private DoorCatalogue() {}

    /** Reads its own section and nothing else; what has problems is left out and the problems are recorded. */
    private interface Kind {
        Stream<? extends DoorSettings> read(Fields receivers, Path configDir);
    }

    /** Those that are always there. */
    static List<DoorSettings> always(ReceiverLimits limits) {
        return List.of(
                (context, prefix) ->
                        new ObservationsDoor(new ObservationCodec(context.bounds()), prefix, limits.items()),
                (context, prefix) -> new ChangesDoor(new ObservationCodec(context.bounds()), context.clock()));
    }

    static List<DoorSettings> read(Fields receivers, Path configDir) {
        return KINDS.stream()
                .<DoorSettings>flatMap(kind -> kind.read(receivers, configDir))
                .toList();
    }
}
