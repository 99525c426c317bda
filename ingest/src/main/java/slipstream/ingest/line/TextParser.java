package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import slipstream.contract.event.Observation;
import slipstream.contract.event.Origin;
import slipstream.contract.event.RejectedObservationException;

/** Decodes lines and has them read by a {@link TextReader}. Not thread-safe. */
final class TextParser implements LineParser {
    private final TextReader reader;
    private final Told told;

    TextParser(TextReader reader, Told told) {
        this.reader = reader;
        this.told = told;
    }

    @Override
    public void parse(byte[] line, int from, int to, Origin origin, Consumer<? super Observation> out)
            throws RejectedObservationException {
        told.begin(origin);
        reader.read(new String(line, from, to - from, StandardCharsets.UTF_8), told);
        told.observations().forEach(out);
    }

    @Override
    public boolean needsHead() {
        return reader.needsHead();
    }

    @Override
    public void readHead(byte[] line, int from, int to, long offset) {
        reader.readHead(new String(line, from, to - from, StandardCharsets.UTF_8), offset == 0);
    }

    @Override
    public Optional<String> trouble() {
        return reader.trouble();
    }
}
