package slipstream.ingest.tail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/** All log files that are read: {@code receivers.filelog}. */
public record TailSettings(List<FileLogSettings> files) implements SourceSettings {
    /** The section's key. */
    public static final String SECTION = "filelog";

    /** @throws IllegalArgumentException when there is none */
    public TailSettings {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("at least one entry is required");
        }
    }

    /**
     * Reads the section of the {@code receivers}, if it is there; an entry with problems is left out.
     *
     * @param configDir what relative paths are meant from
     */
    public static Optional<TailSettings> read(Fields receivers, Path configDir) {
        List<FileLogSettings> files = new ArrayList<>();
        receivers
                .listOfFields(SECTION)
                .forEach(entry -> FileLogSettings.read(entry, configDir).ifPresent(files::add));
        return files.isEmpty() ? Optional.empty() : Optional.of(new TailSettings(files));
    }

    @Override
    public String summary() {
        return files.size() + (files.size() == 1 ? " log source" : " log sources");
    }

    @Override
    public Source open(SourceContext context) {
        return new TailService(this, context);
    }
}
