package slipstream.bench.contender;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Parses each record into a {@link Row} with Jackson's databind, as most programs do. */
final class ParseWithDatabind implements Reading.Step {
    private final ObjectReader reader = new JsonMapper().readerFor(Row.class);

    @Override
    public int look(byte[] value) throws IOException {
        Row row = reader.readValue(value);
        return row.status() >= 500 ? 1 : 0;
    }
}
