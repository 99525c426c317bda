package slipstream.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.ingest.host.HostSettings;
import slipstream.ingest.receive.OtlpReceiverReader;
import slipstream.ingest.receive.ReceiverSettings;
import slipstream.ingest.scrape.ScrapeSettings;
import slipstream.ingest.source.SourceSettings;
import slipstream.ingest.tail.StdinSettings;
import slipstream.ingest.tail.TailSettings;
import slipstream.ingest.topic.TopicSettings;

/** Every kind of source that {@code ingest.yml} can name, one line each, in the order in which they are started. */
final class SourceCatalogue {
    private static final List<Kind> KINDS = List.of(
            ReceiverSettings::read,
            OtlpReceiverReader::read,
            TailSettings::read,
            StdinSettings::read,
            TopicSettings::read,
            ScrapeSettings::read,
            HostSettings::read);

    private SourceCatalogue() {}

    /** Reads its own sections of the {@code receivers}, and nothing else; empty when they are absent or have problems. */
    private interface Kind {
        Optional<? extends SourceSettings> read(Fields receivers, Path configDir);
    }

    /** Reads all sections; what has problems is left out and the problems are recorded. */
    static List<SourceSettings> read(Fields receivers, Path configDir) {
        return KINDS.stream()
                .<SourceSettings>flatMap(kind -> kind.read(receivers, configDir).stream())
                .toList();
    }
}
